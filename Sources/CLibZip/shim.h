// libzip: archives read from memory and written to it.
#ifndef COLOPHON_CLIBZIP_SHIM_H
#define COLOPHON_CLIBZIP_SHIM_H

#include <stdlib.h>
#include <string.h>
#include <stdlib.h>
#include <zip.h>

// A buffer libzip is to free must come from the C library's own allocator.
static inline void *colophon_allocate(size_t count) { return malloc(count); }
static inline void colophon_free(void *pointer) { free(pointer); }

// A source that owns a copy of the bytes: libzip reads them only when the archive closes.
static inline zip_source_t *colophon_zip_source_copy(zip_t *archive, const void *bytes,
                                                     zip_uint64_t count) {
  void *copy = malloc(count > 0 ? count : 1);
  if (copy == NULL) return NULL;
  if (count > 0) memcpy(copy, bytes, count);
  zip_source_t *source = zip_source_buffer(archive, copy, count, 1);
  if (source == NULL) free(copy);
  return source;
}

// A whole archive in memory, of which libzip owns a copy.
static inline zip_source_t *colophon_zip_archive_source(const void *bytes, zip_uint64_t count) {
  void *copy = malloc(count > 0 ? count : 1);
  if (copy == NULL) return NULL;
  if (count > 0) memcpy(copy, bytes, count);
  zip_source_t *source = zip_source_buffer_create(copy, count, 1, NULL);
  if (source == NULL) free(copy);
  return source;
}

#endif
