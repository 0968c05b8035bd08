/* Grey bytes to PNG through libpng. What is owned lies in a structure of the
 * caller's when libpng jumps. */
#include "core/data/picture.h"

#include <png.h>
#include <setjmp.h>

#include "core/base/error.h"
#include "core/base/file.h"

static void
warned_cb (png_structp png, png_const_charp message)
{
}

typedef struct
{
  png_structp png;
  png_infop info;
  GByteArray *bytes;
  const guint8 *pixels;
  guint height, width;
} Encode;

static G_GNUC_NORETURN void
encode_failed_cb (png_structp png, png_const_charp message)
{
  png_longjmp (png, 1);
}

static void
write_cb (png_structp png, png_bytep bytes, png_size_t n)
{
  Encode *encode = png_get_io_ptr (png);

  g_byte_array_append (encode->bytes, bytes, (guint) n);
}

static void
flush_cb (png_structp png)
{
}

static gboolean
write_guarded (Encode *encode)
{
  if (setjmp (png_jmpbuf (encode->png)) != 0)
    return FALSE;
  png_set_IHDR (encode->png, encode->info, encode->width, encode->height, 8,
                PNG_COLOR_TYPE_GRAY, PNG_INTERLACE_NONE,
                PNG_COMPRESSION_TYPE_DEFAULT, PNG_FILTER_TYPE_DEFAULT);
  png_write_info (encode->png, encode->info);
  for (guint y = 0; y < encode->height; y++)
    png_write_row (encode->png, encode->pixels + (gsize) y * encode->width);
  png_write_end (encode->png, encode->info);
  return TRUE;
}

static gboolean
encode_picture (Encode *encode)
{
  gboolean done = FALSE;

  encode->png = png_create_write_struct (PNG_LIBPNG_VER_STRING, NULL,
                                         encode_failed_cb, warned_cb);
  if (encode->png != NULL)
    encode->info = png_create_info_struct (encode->png);
  if (encode->info != NULL)
    {
      png_set_write_fn (encode->png, encode, write_cb, flush_cb);
      done = write_guarded (encode);
    }
  png_destroy_write_struct (&encode->png, &encode->info);
  return done;
}

GBytes *
ink_picture_encode_grey (const guint8 *pixels, guint height, guint width)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Encode encode = {
    .bytes = bytes, .pixels = pixels, .height = height, .width = width
  };

  if (height == 0 || width == 0 || MAX (height, width) > INK_PICTURE_MAX_SIDE
      || !encode_picture (&encode))
    return NULL;
  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}

gboolean
ink_picture_write_grey (const char *path, const guint8 *pixels, guint height,
                        guint width, GError **error)
{
  g_autoptr (GBytes) bytes = NULL;

  if (height == 0 || width == 0 || MAX (height, width) > INK_PICTURE_MAX_SIDE)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected sides of 1 to %u pixels, found %u x %u",
                          path, INK_PICTURE_MAX_SIDE, width, height);
  bytes = ink_picture_encode_grey (pixels, height, width);
  if (bytes == NULL)
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot encode a PNG", path);
  return ink_file_replace (path, g_bytes_get_data (bytes, NULL),
                           g_bytes_get_size (bytes), error);
}
