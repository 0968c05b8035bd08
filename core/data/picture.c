/* PNG in and out through libpng, all in memory. libpng reports errors by
 * longjmp: every function between setjmp and the jump keeps what it owns in a
 * structure of the caller's, so that nothing leaks and no local is clobbered.
 * Interlaced pictures are read pass by pass and scattered as grey bytes, so
 * that one row of colour is all that is ever held beside the result. */
#include "core/data/picture.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/file.h"
#include "core/base/reader.h"

#define SIGNATURE_BYTES 8
#define CHUNK_LIMIT (8 * 1024 * 1024)

typedef struct
{
  InkReader reader;
  png_structp png;
  png_infop info;
  guint height, width;
  guint8 *row;  /* one row as libpng gives it */
  guint8 *grey; /* [height][width] */
  InkError code;
  char message[160];
} Decode;

static G_GNUC_NORETURN void
failed_cb (png_structp png, png_const_charp message)
{
  Decode *decode = png_get_error_ptr (png);

  g_strlcpy (decode->message, message, sizeof decode->message);
  png_longjmp (png, 1);
}

static void
warned_cb (png_structp png, png_const_charp message)
{
}

static void
read_cb (png_structp png, png_bytep bytes, png_size_t n)
{
  Decode *decode = png_get_io_ptr (png);
  const guint8 *from;

  if (!ink_reader_take_bytes (&decode->reader, "data", n, &from, NULL))
    {
      decode->code = INK_ERROR_TRUNCATED;
      png_error (png, "the file ends too early");
    }
  memcpy (bytes, from, n);
}

/* Grey bytes over white of @n pixels of @channels bytes each. */
static void
to_grey (const guint8 *from, guint n, guint channels, guint8 *to, guint step)
{
  gboolean alpha = channels == 2 || channels == 4;

  for (guint i = 0; i < n; i++, from += channels, to += step)
    {
      /* Rec. 709 luma in 1/65536 */
      guint luma = channels < 3 ? from[0]
                                : (13933 * from[0] + 46871 * from[1]
                                   + 4732 * from[2] + 32768)
                                      >> 16;
      guint a = alpha ? from[channels - 1] : 255;

      *to = (guint8) ((luma * a + 255 * (255 - a) + 127) / 255);
    }
}

static void
read_pass (Decode *decode, int pass)
{
  guint channels = png_get_channels (decode->png, decode->info);
  gboolean whole = pass < 0;
  guint rows = whole ? decode->height
                     : (guint) PNG_PASS_ROWS (decode->height, pass);
  guint columns = whole ? decode->width
                        : (guint) PNG_PASS_COLS (decode->width, pass);

  if (columns == 0)
    return;
  for (guint row = 0; row < rows; row++)
    {
      guint y = whole ? row : (guint) PNG_ROW_FROM_PASS_ROW (row, pass);
      guint x = whole ? 0 : (guint) PNG_PASS_START_COL (pass);
      guint step = whole ? 1 : 1u << PNG_PASS_COL_SHIFT (pass);

      png_read_row (decode->png, decode->row, NULL);
      to_grey (decode->row, columns, channels,
               decode->grey + (gsize) y * decode->width + x, step);
    }
}

/* May jump. */
static void
read_picture (Decode *decode)
{
  png_structp png = decode->png;

  png_read_info (png, decode->info);
  png_set_expand (png);
  png_set_scale_16 (png);
  png_read_update_info (png, decode->info);
  decode->row = g_malloc (png_get_rowbytes (png, decode->info));
  decode->grey = g_try_malloc ((gsize) decode->height * decode->width);
  if (decode->grey == NULL)
    png_error (png, "not enough memory");
  if (png_get_interlace_type (png, decode->info) == PNG_INTERLACE_NONE)
    read_pass (decode, -1);
  else
    for (int pass = 0; pass < PNG_INTERLACE_ADAM7_PASSES; pass++)
      read_pass (decode, pass);
  png_read_end (png, NULL);
}

/* The only frame that calls setjmp; it has no locals to lose. */
static gboolean
read_guarded (Decode *decode)
{
  if (setjmp (png_jmpbuf (decode->png)) != 0)
    return FALSE;
  read_picture (decode);
  return TRUE;
}

static gboolean
run_libpng (Decode *decode)
{
  gboolean done = FALSE;

  decode->png = png_create_read_struct (PNG_LIBPNG_VER_STRING, decode,
                                        failed_cb, warned_cb);
  if (decode->png != NULL)
    decode->info = png_create_info_struct (decode->png);
  if (decode->info != NULL)
    {
      png_set_read_fn (decode->png, decode, read_cb);
      png_set_crc_action (decode->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
      png_set_user_limits (decode->png, INK_PICTURE_MAX_SIDE,
                           INK_PICTURE_MAX_SIDE);
      png_set_chunk_malloc_max (decode->png, CHUNK_LIMIT);
      /* Every chunk that pixels do not need is passed over, not inflated and
       * kept: a thousand compressed comments would take gigabytes. */
      png_set_keep_unknown_chunks (decode->png, PNG_HANDLE_CHUNK_NEVER, NULL,
                                   -1);
      done = read_guarded (decode);
    }
  png_destroy_read_struct (&decode->png, &decode->info, NULL);
  g_clear_pointer (&decode->row, g_free);
  return done;
}

/* Signature and size come first, so that their messages can be our own. */
static gboolean
check_head (Decode *decode, GError **error)
{
  static const guint8 signature[SIGNATURE_BYTES]
      = { 137, 'P', 'N', 'G', '\r', '\n', 26, '\n' };
  InkReader reader = decode->reader;
  gsize n = MIN (reader.size, SIGNATURE_BYTES);
  const guint8 *skipped;

  if (n > 0 && memcmp (reader.bytes, signature, n) != 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected a PNG picture, found no PNG signature "
                          "at byte 0",
                          reader.name);
  if (!ink_reader_take_bytes (&reader, "PNG signature and header",
                              SIGNATURE_BYTES + 8, &skipped, error)
      || !ink_reader_take_u32_be (&reader, "width", &decode->width, error)
      || !ink_reader_take_u32_be (&reader, "height", &decode->height, error))
    return FALSE;
  if (memcmp (skipped + SIGNATURE_BYTES, "\0\0\0\15IHDR", 8) != 0
      || decode->width == 0 || decode->height == 0)
    return ink_error_set (error, INK_ERROR_FORMAT,
                          "%s: expected a PNG header with the picture's size "
                          "at byte 8, found something else",
                          reader.name);
  if (MAX (decode->width, decode->height) > INK_PICTURE_MAX_SIDE)
    return ink_error_set (error, INK_ERROR_LIMIT,
                          "%s: expected at most %u x %u pixels, found %u x %u",
                          reader.name, INK_PICTURE_MAX_SIDE,
                          INK_PICTURE_MAX_SIDE, decode->width, decode->height);
  return TRUE;
}

guint8 *
ink_picture_decode (const char *name, const void *bytes, gsize size,
                    guint *height, guint *width, GError **error)
{
  Decode decode = { .code = INK_ERROR_FORMAT };

  ink_reader_init (&decode.reader, name, bytes, size);
  if (!check_head (&decode, error))
    return NULL;
  if (!run_libpng (&decode))
    {
      g_free (decode.grey);
      ink_error_set (error, decode.code,
                     "%s: expected a whole PNG picture, found at byte "
                     "%" G_GSIZE_FORMAT ": %s",
                     name, decode.reader.offset, decode.message);
      return NULL;
    }
  *height = decode.height;
  *width = decode.width;
  return decode.grey;
}

guint8 *
ink_picture_read (const char *path, guint *height, guint *width,
                  GError **error)
{
  g_autoptr (GBytes) bytes = ink_file_read (path, INK_PICTURE_MAX_FILE, error);
  gsize size;
  const void *data;

  if (bytes == NULL)
    return NULL;
  data = g_bytes_get_data (bytes, &size);
  return ink_picture_decode (path, data, size, height, width, error);
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

gboolean
ink_picture_write_grey (const char *path, const guint8 *pixels, guint height,
                        guint width, GError **error)
{
  g_autoptr (GByteArray) bytes = g_byte_array_new ();
  Encode encode = {
    .bytes = bytes, .pixels = pixels, .height = height, .width = width
  };

  if (height == 0 || width == 0 || MAX (height, width) > INK_PICTURE_MAX_SIDE)
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected sides of 1 to %u pixels, found %u x %u",
                          path, INK_PICTURE_MAX_SIDE, width, height);
  if (!encode_picture (&encode))
    return ink_error_set (error, INK_ERROR_IO, "%s: cannot encode a PNG", path);
  return ink_file_replace (path, bytes->data, bytes->len, error);
}
