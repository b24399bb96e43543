// zlib: what deflate packed, read from memory.
#ifndef COLOPHON_CZLIB_SHIM_H
#define COLOPHON_CZLIB_SHIM_H

#include <zlib.h>

// `inflateInit2` is a macro, which Swift does not see. 15 bits: zlib's frame; -15: no frame.
static inline int colophon_inflate_begin(z_stream *stream, int window_bits) {
  return inflateInit2(stream, window_bits);
}

#endif
