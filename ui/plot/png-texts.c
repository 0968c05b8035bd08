/* The texts of a PNG file, which may be anybody's: libpng reads up to the
 * pixels and no further, knows no chunk but these, and is told how large and
 * how many they may be. It leaves by longjmp: what must be freed then is owned
 * by a struct outside the function that set the jump. */
#include "ui/plot/png-texts.h"

#include <png.h>
#include <setjmp.h>
#include <string.h>

#include "core/base/error.h"
#include "core/base/reader.h"

#define SIGNATURE_BYTES 8
#define CHUNK_FRAME 12 /* bytes of a chunk beside its data */
/* Chunks that libpng keeps, and the size of one: a text with its key. */
#define MAX_CHUNKS (INK_PNG_TEXTS_MAX + 1)
#define MAX_CHUNK (INK_PNG_TEXT_MAX + 1024)

typedef struct
{
  InkReader reader;
  png_structp png;
  png_infop info;
  InkError code;
  char message[160];
} Parse;

static G_GNUC_NORETURN void
failed_cb (png_structp png, png_const_charp message)
{
  Parse *parse = png_get_error_ptr (png);

  g_strlcpy (parse->message, message, sizeof parse->message);
  png_longjmp (png, 1);
}

static void
warned_cb (png_structp png, png_const_charp message)
{
}

static void
read_cb (png_structp png, png_bytep bytes, png_size_t n)
{
  Parse *parse = png_get_io_ptr (png);
  const guint8 *from;

  if (!ink_reader_take_bytes (&parse->reader, "data", n, &from, NULL))
    {
      parse->code = INK_ERROR_TRUNCATED;
      png_error (png, "the file ends too early");
    }
  memcpy (bytes, from, n);
}

/* The only frame that calls setjmp; it has no locals to lose. */
static gboolean
read_guarded (Parse *parse)
{
  if (setjmp (png_jmpbuf (parse->png)) != 0)
    return FALSE;
  png_read_info (parse->png, parse->info);
  return TRUE;
}

static void
set_limits (Parse *parse)
{
  static const png_byte wanted[] = "tEXt\0zTXt\0iTXt";

  png_set_read_fn (parse->png, parse, read_cb);
  png_set_crc_action (parse->png, PNG_CRC_ERROR_QUIT, PNG_CRC_ERROR_QUIT);
  png_set_chunk_malloc_max (parse->png, MAX_CHUNK);
  png_set_chunk_cache_max (parse->png, MAX_CHUNKS);
  png_set_keep_unknown_chunks (parse->png, PNG_HANDLE_CHUNK_NEVER, NULL, -1);
  png_set_keep_unknown_chunks (parse->png, PNG_HANDLE_CHUNK_AS_DEFAULT, wanted,
                               3);
}

/* tEXt is Latin-1, iTXt UTF-8. (transfer full) */
static char *
to_utf8 (const png_text *text)
{
  gboolean latin = text->compression < PNG_ITXT_COMPRESSION_NONE;
  char *utf8 = NULL;

  if (latin && !g_str_is_ascii (text->text))
    utf8 = g_convert (text->text, -1, "UTF-8", "ISO-8859-1", NULL, NULL, NULL);
  return utf8 != NULL ? utf8 : g_utf8_make_valid (text->text, -1);
}

static GPtrArray *
take_texts (Parse *parse)
{
  GPtrArray *texts = g_ptr_array_new_with_free_func (g_free);
  png_textp text = NULL;
  int n = 0;

  png_get_text (parse->png, parse->info, &text, &n);
  for (int i = 0; i < MIN (n, INK_PNG_TEXTS_MAX); i++)
    {
      if (text[i].key == NULL || text[i].text == NULL ||
          strlen (text[i].text) > INK_PNG_TEXT_MAX)
        continue;
      g_ptr_array_add (texts, g_utf8_make_valid (text[i].key, -1));
      g_ptr_array_add (texts, to_utf8 (&text[i]));
    }
  return texts;
}

static gboolean
check_signature (const InkReader *reader, GError **error)
{
  if (reader->size >= SIGNATURE_BYTES &&
      png_sig_cmp (reader->bytes, 0, SIGNATURE_BYTES) == 0)
    return TRUE;
  return ink_error_set (error, INK_ERROR_FORMAT,
                        "%s: expected a PNG picture, found no PNG signature "
                        "at byte 0",
                        reader->name);
}

static guint32
big_endian (const guint8 *bytes)
{
  return (guint32) bytes[0] << 24 | bytes[1] << 16 | bytes[2] << 8 | bytes[3];
}

/* Every chunk up to the pixels is within the file: libpng takes as much memory
 * as a text chunk says that it is long before it reads it, whatever limit it
 * was told. */
static gboolean
check_lengths (const InkReader *reader, GError **error)
{
  const guint8 *bytes = reader->bytes;
  gsize at = SIGNATURE_BYTES;

  while (reader->size - at >= CHUNK_FRAME)
    {
      gsize length = big_endian (bytes + at);

      if (memcmp (bytes + at + 4, "IDAT", 4) == 0)
        return TRUE;
      if (length > reader->size - at - CHUNK_FRAME)
        return ink_error_set (error, INK_ERROR_TRUNCATED,
                              "%s: expected a whole PNG picture, found at byte "
                              "%" G_GSIZE_FORMAT ": the file ends too early",
                              reader->name, at);
      at += CHUNK_FRAME + length;
    }
  return TRUE;
}

GPtrArray *
ink_png_texts_parse (const char *name,
                     const void *bytes,
                     gsize size,
                     GError **error)
{
  Parse parse = { .code = INK_ERROR_FORMAT };
  GPtrArray *texts = NULL;

  ink_reader_init (&parse.reader, name, bytes, size);
  if (!check_signature (&parse.reader, error) ||
      !check_lengths (&parse.reader, error))
    return NULL;
  parse.png = png_create_read_struct (PNG_LIBPNG_VER_STRING, &parse, failed_cb,
                                      warned_cb);
  if (parse.png != NULL)
    parse.info = png_create_info_struct (parse.png);
  if (parse.info != NULL)
    {
      set_limits (&parse);
      if (read_guarded (&parse))
        texts = take_texts (&parse);
    }
  png_destroy_read_struct (&parse.png, &parse.info, NULL);
  if (texts == NULL)
    ink_error_set (error, parse.code,
                   "%s: expected a whole PNG picture, found at byte "
                   "%" G_GSIZE_FORMAT ": %s",
                   name, parse.reader.offset, parse.message);
  return texts;
}

const char *
ink_png_texts_find (const GPtrArray *texts, const char *key)
{
  for (guint i = 0; i + 1 < texts->len; i += 2)
    if (strcmp (texts->pdata[i], key) == 0)
      return texts->pdata[i + 1];
  return NULL;
}

gboolean
ink_png_texts_are_of_chart (const GPtrArray *texts)
{
  const char *software = ink_png_texts_find (texts, "Software");

  return software != NULL && g_str_has_prefix (software, "Inkling ") &&
         ink_png_texts_find (texts, "Title") != NULL;
}
