// cmark-gfm with its extensions: tables, task lists, strikethrough, autolinks.
#ifndef COLOPHON_CCMARKGFM_SHIM_H
#define COLOPHON_CCMARKGFM_SHIM_H

#include <cmark-gfm-core-extensions.h>
#include <cmark-gfm.h>

#endif
