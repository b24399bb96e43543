// libzip: archives written to memory.
#ifndef COLOPHON_CLIBZIP_SHIM_H
#define COLOPHON_CLIBZIP_SHIM_H

#include <zip.h>

#endif
