/* Texts as nobody should write them: an error with file, line and reason, or,
 * with skip_bad_rows, a count of what was passed over and the reason of the
 * first; and never more memory than the longest row that is allowed. */
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/text-cutter.h"
#include "core/data/text-decode.h"
#include "tests/data/temp-folder.h"

/* "label=text|label=text; N skipped: why" */
static char *
summary (const InkTextSet *set)
{
  GString *line = g_string_new (NULL);
  const char *skipped;
  guint64 n = ink_text_set_skipped (set, &skipped);

  for (guint i = 0; i < ink_text_set_count (set); i++)
    g_string_append_printf (
        line, "%s%s=%s", i > 0 ? "|" : "",
        ink_text_set_class_names (set)[ink_text_set_labels (set)[i]],
        ink_text_set_text (set, i));
  g_string_append_printf (line, "; %u skipped: %s", (guint) n,
                          skipped != NULL ? skipped : "");
  return g_string_free (line, FALSE);
}

typedef struct
{
  const char *file;
  const char *content;
  const char *expected; /* of the summary; the folder is left out */
  InkEncoding encoding;
} Skipping;

static const Skipping skippings[] = {
  { "a.csv", "label,text\nx,a\ny,b,c\nz\ny,d\n",
    "x=a|y=d; 2 skipped: /a.csv: line 3: expected 2 fields as in the first "
    "row, found 3" },
  { "a.csv", "label,text\n  ,a\nx,b\n",
    "x=b; 1 skipped: /a.csv: line 2: expected a label, found none" },
  { "a.csv", "label,text\nx,\"a\"b\nx,c\n",
    "x=c; 1 skipped: /a.csv: line 2: expected a separator or the line's end "
    "after the closing quote, found `b`" },
  /* only the line with the quote is lost, not all behind it */
  { "a.csv", "label,text\nx,a\ny,\"b\nx,c\ny,d\n",
    "x=a|x=c|y=d; 1 skipped: /a.csv: line 3: expected a closing quote for the "
    "field that begins here, found the end of the file" },
  { "a.csv", "label,text\nx,caf\xe9\ny,caf\xc3\xa9\n",
    "y=café; 1 skipped: /a.csv: line 2: expected UTF-8, found byte 0xe9",
    INK_ENCODING_UTF8 },
  { "a.csv", "label,text\nx,caf\xe9\ny,caf\xc3\xa9\n",
    "x=café|y=café; 0 skipped: " },
  { "a.csv", "\xe9\n\xe9\nlabel,text\nx,a\n",
    "x=a; 2 skipped: /a.csv: line 1: expected UTF-8, found byte 0xe9",
    INK_ENCODING_UTF8 },
  { "a.jsonl", "[]\n{\"text\":\"a\",\"label\":1}\n{\"text\":\"b\"\n"
               "{\"label\":2}\n{\"text\":\"c\",\"label\":1}\n",
    "1=a|1=c; 3 skipped: /a.jsonl: line 1: expected one JSON object, found "
    "something else" },
  { "a.tsv", "x\t\"a\"\ny\tb\tc\nx\td\n",
    "x=a|x=d; 1 skipped: /a.tsv: line 2: expected 2 fields as in the first "
    "row, found 3" },
};

static void
check_skipping (const Skipping *skipping)
{
  const InkTextOptions options
      = { .skip_bad_rows = TRUE, .encoding = skipping->encoding };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path
      = temp_folder_write_text (folder, skipping->file, skipping->content);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = ink_dataset_load_texts (
      path, INK_SPLIT_TRAIN, &options, NULL, &error);
  g_autoptr (GString) found = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  line = summary (set);
  found = g_string_new (line);
  g_string_replace (found, folder, "", 0);
  g_assert_cmpstr (found->str, ==, skipping->expected);
  temp_folder_remove (folder);
}

static void
test_skip (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (skippings); i++)
    check_skipping (&skippings[i]);
}

static void
test_skip_nul (void)
{
  static const char table[] = "label,text\nx,a\0b\ny,\0\nx,c\n";
  const InkTextOptions options = { .skip_bad_rows = TRUE };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path
      = temp_folder_write (folder, "a.csv", table, sizeof table - 1);
  g_autoptr (InkTextSet) set = ink_dataset_load_texts (
      path, INK_SPLIT_TRAIN, &options, NULL, NULL);
  g_autofree char *line = summary (set);

  g_assert_true (g_str_has_prefix (line, "x=c; 2 skipped: "));
  g_assert_nonnull (strstr (line, "line 2: expected text, found a NUL byte"));
  temp_folder_remove (folder);
}

static void
test_skip_files (void)
{
  const InkTextOptions options
      = { .skip_bad_rows = TRUE, .encoding = INK_ENCODING_UTF8 };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *one = temp_folder_write (folder, "a/1", "caf\xe9", 4);
  g_autofree char *two = temp_folder_write (folder, "a/2", "fine", 4);
  g_autofree char *three = temp_folder_write (folder, "b/1", "a\0b", 3);
  g_autofree char *four = temp_folder_write (folder, "b/2", "\x1f\x8b", 2);
  g_autoptr (InkTextSet) set = ink_dataset_load_texts (
      folder, INK_SPLIT_TRAIN, &options, NULL, NULL);
  g_autofree char *line = summary (set);

  g_assert_true (g_str_has_prefix (line, "a=fine; 3 skipped: "));
  g_assert_nonnull (
      strstr (line, "a/1: line 1: expected UTF-8, found byte 0xe9"));
  temp_folder_remove (folder);
}

static void
check_nothing_left (const char *name, const char *content, const char *why)
{
  const InkTextOptions options
      = { .skip_bad_rows = TRUE, .encoding = INK_ENCODING_UTF8 };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = temp_folder_write_text (folder, name, content);
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_dataset_load_texts (path, INK_SPLIT_TRAIN, &options, NULL,
                                         &error));
  assert_says (error, INK_ERROR_FORMAT, "found none; the first row skipped: ");
  assert_says (error, INK_ERROR_FORMAT, why);
  temp_folder_remove (folder);
}

static void
test_nothing_left (void)
{
  check_nothing_left ("a.csv", "label,text\n,a\n,b\n", "line 2");
  check_nothing_left ("a.csv", "label,text\nx,\xff\n",
                      "line 2: expected UTF-8");
  check_nothing_left ("a.csv", "\xff\xfe\n\xff\n", "line 1: expected UTF-8");
  check_nothing_left ("a.jsonl", "1\n2\n", "line 1: expected one JSON object");
}

static void
test_empty_folder (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *class = g_build_filename (folder, "a", NULL);
  g_autoptr (GError) error = NULL;

  g_assert_null (ink_dataset_load_texts (folder, INK_SPLIT_TRAIN, NULL, NULL,
                                         &error));
  assert_says (error, INK_ERROR_FORMAT, "found neither");
  g_clear_error (&error);
  g_assert_cmpint (g_mkdir (class, 0755), ==, 0);
  g_assert_null (ink_dataset_load_texts (folder, INK_SPLIT_TRAIN, NULL, NULL,
                                         &error));
  assert_says (error, INK_ERROR_FORMAT, "found neither");
  temp_folder_remove (folder);
}

/* What is cut off @path: "line+skipped:rows" of each piece, or the error. */
static char *
cuts (const char *path, const InkCutOptions *options)
{
  g_autoptr (InkTextCutter) cutter
      = ink_text_cutter_open (path, options, NULL);
  GString *all = g_string_new (NULL);

  for (;;)
    {
      g_auto (InkTextCut) cut = { 0 };
      g_autoptr (GError) error = NULL;

      if (!ink_text_cutter_next (cutter, &cut, &error))
        {
          g_string_append_printf (all, "[%s]", error->message + strlen (path));
          break;
        }
      if (cut.bytes == NULL)
        break;
      g_assert_cmpuint (strlen (cut.start), ==, cut.size);
      g_string_append_printf (all, "[%u+%u:%s]", (guint) cut.line,
                              (guint) cut.n_skipped, cut.start);
    }
  return g_string_free (all, FALSE);
}

typedef struct
{
  const char *content;
  InkCutOptions options;
  const char *expected;
} Cutting;

/* Pieces of 4 bytes, rows of at most 8. */
#define QUOTED { { ',', TRUE }, 4, 8, FALSE }
#define QUOTED_SKIP { { ',', TRUE }, 4, 8, TRUE }
#define LINES { { '\0', FALSE }, 4, 8, FALSE }
#define LINES_SKIP { { '\0', FALSE }, 4, 8, TRUE }

static const Cutting cuttings[] = {
  { "", LINES, "[1+0:]" },
  { "a\nb\nc", LINES, "[1+0:a\nb\n][3+0:c]" },
  { "\xef\xbb\xbfz\nb\nc\n", LINES, "[1+0:z\nb\nc\n]" },
  { "abcdefg\nhi\n", LINES, "[1+0:abcdefg\n][2+0:hi\n]" },
  { "abcdefghi\n", LINES,
    "[: line 1: expected a row of at most 8 bytes, found more]" },
  { "a\nabcdefghijklmnopq\nb\nc\n", LINES_SKIP,
    "[1+0:a\n][3+1:b\nc\n]" },
  { "a\nabcdefghijklmnopq", LINES_SKIP, "[1+0:a\n][2+1:]" },
  { "\"a\nb\"\nc\n", QUOTED, "[1+0:\"a\nb\"\nc\n][4+0:]" },
  { "a\"b\nc\nd\n", QUOTED, "[1+0:a\"b\n][2+0:c\nd\n][4+0:]" },
  { "\"a\"\"\nb\"\nc\n", QUOTED, "[1+0:\"a\"\"\nb\"\n][3+0:c\n]" },
  { "\"a\"b\nc\n", QUOTED, "[1+0:\"a\"b\nc\n]" },
  { "a,\"bcdefghijk\n\n", QUOTED,
    "[: line 1: expected a closing quote for the field that begins here, found "
    "none in 8 bytes]" },
  { "a,\"bcdefghijk\nx\ny\n", QUOTED_SKIP, "[2+1:x\ny\n]" },
  { "x\n\"b\ny\nz\n", QUOTED_SKIP, "[1+0:x\n][3+1:y\nz\n]" },
  { "x\n\"", QUOTED_SKIP, "[1+0:x\n][2+1:]" },
};

static void
test_cutter (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cuttings); i++)
    {
      g_autofree char *folder = temp_folder_new ();
      g_autofree char *path
          = temp_folder_write_text (folder, "a", cuttings[i].content);
      g_autofree char *found = cuts (path, &cuttings[i].options);

      g_assert_cmpstr (found, ==, cuttings[i].expected);
      temp_folder_remove (folder);
    }
}

/* However it is cut, the rows are the same. */
static void
test_cuts_anywhere (void)
{
  static const char table[]
      = "\"a\"\"\nb\",c\"d\n\n\"\",\"x\"y\"z\r\ne,\"\n\"\n,\"\"\"\"\n";
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = temp_folder_write_text (folder, "a", table);

  for (gsize piece = 1; piece < sizeof table; piece++)
    {
      const InkCutOptions options = { { ',', TRUE }, piece, 64, FALSE };
      g_autoptr (InkTextCutter) cutter
          = ink_text_cutter_open (path, &options, NULL);
      g_autoptr (GString) rows = g_string_new (NULL);

      for (;;)
        {
          g_auto (InkTextCut) cut = { 0 };
          InkRowReader reader;
          InkRow row;

          g_assert_true (ink_text_cutter_next (cutter, &cut, NULL));
          if (cut.bytes == NULL)
            break;
          reader = (InkRowReader) { cut.start, cut.start + cut.size, cut.line,
                                    options.format };
          while (ink_row_next (&reader, &row))
            g_string_append_printf (rows, "%u:%u:%s:%s|", (guint) row.line,
                                    row.fault, row.fields[0], row.fields[1]);
        }
      g_assert_cmpstr (rows->str, ==,
                       "1:0:a\"\nb:c\"d|4:2::x|5:0:e:\n|7:0::\"|");
    }
  temp_folder_remove (folder);
}

/* A line of far more than a row may have, of a few bytes when packed: neither
 * a table's reader nor a folder's keeps what is behind the limit. */
static void
test_bomb (void)
{
  const gsize n = INK_CUT_LIMIT + 2 * 1024 * 1024;
  const InkTextOptions skipping = { .skip_bad_rows = TRUE };
  g_autofree char *line = g_malloc (n);
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *table = NULL;
  g_autofree char *file = NULL;
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GError) row = NULL;
  g_autoptr (GError) text = NULL;
  g_autoptr (InkTextSet) set = NULL;

  memset (line, 'a', n);
  memcpy (line, "label,text\nx,", 13);
  memcpy (line + n - 5, "\ny,b\n", 5);
  packed = gzip_bytes (line, n);
  table = temp_folder_write (folder, "a.csv.gz",
                             g_bytes_get_data (packed, NULL),
                             g_bytes_get_size (packed));
  file = temp_folder_write (folder, "texts/a/1.gz",
                            g_bytes_get_data (packed, NULL),
                            g_bytes_get_size (packed));
  g_assert_null (
      ink_dataset_load_texts (table, INK_SPLIT_TRAIN, NULL, NULL, &row));
  assert_says (row, INK_ERROR_LIMIT,
               "line 2: expected a row of at most 67108864 bytes");
  set = ink_dataset_load_texts (table, INK_SPLIT_TRAIN, &skipping, NULL, NULL);
  g_assert_cmpuint (ink_text_set_count (set), ==, 1);
  g_assert_cmpuint (ink_text_set_skipped (set, NULL), ==, 1);
  g_clear_pointer (&file, g_free);
  file = g_build_filename (folder, "texts", NULL);
  g_assert_null (
      ink_dataset_load_texts (file, INK_SPLIT_TRAIN, NULL, NULL, &text));
  assert_says (text, INK_ERROR_LIMIT, "a/1.gz: expected at most 67108864");
  temp_folder_remove (folder);
}

/* GLib's check, which knows NUL as no text as well. */
static void
test_valid_utf8 (void)
{
  static const char parts[][8]
      = { "a",        "\xc3\xa9", "\xe4\xb8\xad", "\xf0\x9f\x98\x80",
          "\xed\xa0", "\xc1\xbf", "\xe0\x9f\x80", "\xf4\x90\x80\x80",
          "\xff",     "\x80",     "bcdefgh",      "\xef\xbf\xbf" };
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);

  for (guint i = 0; i < 5000; i++)
    {
      g_autoptr (GString) text = g_string_new (NULL);
      const char *end;

      for (int k = g_rand_int_range (rand, 0, 30); k > 0; k--)
        g_string_append (text, parts[g_rand_int_range (rand, 0,
                                                       k % 7 == 0 ? 12 : 4)]);
      if (text->len > 0 && i % 3 == 0)
        text->str[g_rand_int_range (rand, 0, (int) text->len)]
            = (char) g_rand_int_range (rand, 0, 256);
      g_utf8_validate_len (text->str, text->len, &end);
      g_assert_cmpuint (ink_utf8_valid_length (text->str, text->len), ==,
                        (gsize) (end - text->str));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/bad-texts/skip", test_skip);
  g_test_add_func ("/core/bad-texts/skip-nul", test_skip_nul);
  g_test_add_func ("/core/bad-texts/skip-files", test_skip_files);
  g_test_add_func ("/core/bad-texts/nothing-left", test_nothing_left);
  g_test_add_func ("/core/bad-texts/empty-folder", test_empty_folder);
  g_test_add_func ("/core/bad-texts/cutter", test_cutter);
  g_test_add_func ("/core/bad-texts/cuts-anywhere", test_cuts_anywhere);
  g_test_add_func ("/core/bad-texts/bomb", test_bomb);
  g_test_add_func ("/core/bad-texts/valid-utf8", test_valid_utf8);
  return g_test_run ();
}
