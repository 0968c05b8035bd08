/* PNG in through libpng, all in memory. libpng reports errors by
 * longjmp: every function between setjmp and the jump keeps what it owns in a
 * structure of the caller's, so that nothing leaks and no local is clobbered.
 * Interlaced pictures are read pass by pass and scattered. Large ones are
 * averaged as they are read, so that one row of colour and the sums of the
 * result are all that is ever held. */
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
  guint8 *row;      /* one row as libpng gives it */
  guint side;       /* pixels are squares of @side of the file's */
  guint rows, columns;
  guint16 *sums;    /* [rows][columns]: of grey over black */
  guint16 *missing; /* of what is transparent; NULL where all is opaque */
  InkPictureLight light;
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

/* Rec. 709 luma. */
static guint
luma_of (const guint8 *pixel, guint channels)
{
  return channels < 3 ? pixel[0]
                      : (13933 * pixel[0] + 46871 * pixel[1]
                         + 4732 * pixel[2] + 32768)
                            >> 16;
}

static void
add_transparent (Decode *decode, guint luma, guint alpha, gsize to)
{
  decode->sums[to] += (guint16) ((luma * alpha + 127) / 255);
  decode->missing[to] += (guint16) (255 - alpha);
  ink_picture_light_add (&decode->light, luma, alpha);
}

/* Adds a row of @n pixels, @step apart from column @x on. */
static void
add_row (Decode *decode, guint n, guint y, guint x, guint step)
{
  guint channels = png_get_channels (decode->png, decode->info);
  const guint8 *from = decode->row;
  gsize start = (gsize) (y / decode->side) * decode->columns;

  for (guint i = 0; i < n; i++, from += channels, x += step)
    {
      gsize to = start + x / decode->side;
      guint luma = luma_of (from, channels);

      if (decode->missing != NULL)
        add_transparent (decode, luma, from[channels - 1], to);
      else
        decode->sums[to] += (guint16) luma;
    }
}

static void
read_pass (Decode *decode, int pass)
{
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
      add_row (decode, columns, y, x, step);
    }
}

/* May jump. */
static void
make_sums (Decode *decode)
{
  guint channels = png_get_channels (decode->png, decode->info);
  gsize n;

  decode->side = (MAX (decode->height, decode->width) - 1)
                     / INK_PICTURE_MAX_RESULT
                 + 1;
  decode->rows = (decode->height + decode->side - 1) / decode->side;
  decode->columns = (decode->width + decode->side - 1) / decode->side;
  n = (gsize) decode->rows * decode->columns;
  decode->light.pixels = (double) decode->height * decode->width;
  decode->row
      = g_malloc (png_get_rowbytes (decode->png, decode->info));
  decode->sums = g_try_new0 (guint16, n);
  if (channels == 2 || channels == 4)
    decode->missing = g_try_new0 (guint16, n);
  if (decode->sums == NULL
      || (decode->missing == NULL && (channels == 2 || channels == 4)))
    png_error (decode->png, "not enough memory");
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
  make_sums (decode);
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
  return done;
}

/* The sums' means over white or black. (transfer full) */
static guint8 *
make_grey (const Decode *decode)
{
  guint8 *grey = g_malloc ((gsize) decode->rows * decode->columns);
  gboolean over_white = !ink_picture_light_is_for_dark (&decode->light);
  guint side = decode->side;

  for (guint y = 0; y < decode->rows; y++)
    for (guint x = 0; x < decode->columns; x++)
      {
        gsize i = (gsize) y * decode->columns + x;
        guint n = MIN (side, decode->height - y * side)
                  * MIN (side, decode->width - x * side);
        guint sum = decode->sums[i];

        if (decode->missing != NULL && over_white)
          sum += decode->missing[i];
        grey[i] = (guint8) MIN ((sum + n / 2) / n, 255);
      }
  return grey;
}

static void
decode_clear (Decode *decode)
{
  g_free (decode->row);
  g_free (decode->sums);
  g_free (decode->missing);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decode, decode_clear)

/* Signature and size come first, so that their messages can be our own. */
static gboolean
check_head (Decode *decode, GError **error)
{
  static const guint8 signature[SIGNATURE_BYTES]
      = { 137, 'P', 'N', 'G', '\r', '\n', 26, '\n' };
  InkReader reader = decode->reader;
  gsize n = MIN (reader.size, SIGNATURE_BYTES);
  const char *kind = ink_picture_kind (reader.bytes, reader.size);
  const guint8 *skipped;

  if (n > 0 && memcmp (reader.bytes, signature, n) != 0)
    return ink_error_set (
        error, INK_ERROR_FORMAT, "%s: expected a PNG picture, found %s",
        reader.name,
        kind != NULL && n > 0 && reader.bytes[0] != signature[0]
            ? kind
            : "no PNG signature at byte 0");
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
  g_auto (Decode) decode = { .code = INK_ERROR_FORMAT };

  ink_reader_init (&decode.reader, name, bytes, size);
  if (!check_head (&decode, error))
    return NULL;
  if (!run_libpng (&decode))
    {
      ink_error_set (error, decode.code,
                     "%s: expected a whole PNG picture, found at byte "
                     "%" G_GSIZE_FORMAT ": %s",
                     name, decode.reader.offset, decode.message);
      return NULL;
    }
  *height = decode.rows;
  *width = decode.columns;
  return make_grey (&decode);
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
