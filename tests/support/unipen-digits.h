#pragma once

#include "core/data/drawing.h"

/* Single digits written with a pen (../shared/data/digits/unipen), for tests
 * and benches; y is turned to point downwards. */
typedef struct
{
  InkDrawing *drawing;
  char label;
  char *source; /* "aga": one of thirteen */
  char *writer; /* the file that it is from */
} UnipenDigit;

/* unipen_digits_read: @path: of the gzipped text.
 * Returns: (transfer full) (element-type UnipenDigit): NULL, with a message on
 * stderr, where it cannot be read. */
GPtrArray *unipen_digits_read (const char *path);
