/* The first rows of a text data set, and what its columns are taken for. */
#include "core/base/error.h"
#include "core/data/text-preview.h"
#include "tests/data/temp-folder.h"

/* "format; columns; header text label; rows; classes; problem" */
static char *
summary (const InkTextPreview *preview)
{
  g_autofree char *columns = g_strjoinv (",", preview->columns);
  g_autofree char *classes = g_strjoinv (",", preview->class_names);
  GString *line = g_string_new (NULL);

  g_string_append_printf (line, "%s; %s; %d %d %d; ", preview->format,
                          columns, preview->has_header, preview->text_column,
                          preview->label_column);
  for (guint i = 0; i < preview->rows->len; i++)
    {
      g_autofree char *cells
          = g_strjoinv (",", g_ptr_array_index (preview->rows, i));

      g_string_append_printf (line, "%s%s", i > 0 ? "|" : "", cells);
    }
  g_string_append_printf (line, "; %s; %s", classes,
                          preview->problem == NULL ? "" : preview->problem);
  return g_string_free (line, FALSE);
}

typedef struct
{
  const char *file;
  const char *content;
  const char *expected; /* "FOLDER" is where it was written */
  InkTextOptions options;
} Case;

static const Case cases[] = {
  { "a.csv", "label,text\nx,hello\ny,\"a \"\"b\"\"\"\nx,more\n",
    "CSV; label,text; 1 1 0; x,hello|y,a \"b\"; x,y; " },
  { "a.tsv", "x\t\"one\"\ny\t\"two\"\ny\tthree\n",
    "TSV; 1,2; 0 1 0; x,one|y,two; x,y; " },
  { "a.tsv", "x\t\"one\" or\ny\t\"two\"\ny\tthree\n",
    "TSV; 1,2; 0 1 0; x,\"one\" or|y,\"two\"; x,y; " },
  { "a.jsonl", "{\"id\":1,\"text\":\"caf\xe9\",\"label\":true}\n"
               "{\"text\":\"b\",\"label\":null}\n",
    "JSON Lines; id,text,label; 1 1 2; 1,café,true|,b,null; null,true; " },
  { "a.jsonl", "{}\n{\"text\":\"b\",\"label\":1}\n",
    "JSON Lines; text,label; 1 0 1; b,1; 1; ", { .skip_bad_rows = TRUE } },
  { "a.csv", "a,b,c\nd,e,f\n",
    "CSV; 1,2,3; 0 -1 -1; a,b,c|d,e,f; ; FOLDER/a.csv: line 1: expected to "
    "tell the columns of text and label by their names or, of two, by which "
    "repeats; found 3 columns: say which" },
  { "a.csv", "a,b,c\nd,e,f\n", "CSV; 1,2,3; 0 2 0; a,b,c|d,e,f; a,d; ",
    { .label_column = "1", .text_column = "3" } },
  { "a.csv", "mood,words\nx,e\ny,f\n", "CSV; mood,words; 1 1 0; x,e|y,f; x,y; ",
    { .label_column = "mood", .text_column = "words" } },
  { "a.csv", "news,text\nx,a\nnews,b\n", "CSV; 1,2; 0 1 0; news,text|x,a; "
    "news,x; ", { .header = INK_HEADER_NO } },
  { "a.csv", "0,a\n1,b\n0,c\n", "CSV; 0,a; 1 1 0; 1,b|0,c; 0,1; ",
    { .header = INK_HEADER_YES } },
  { "a.csv", "label,text\nx,a\n", "CSV; 1,2; 0 -1 -1; label,text|x,a; ; "
    "FOLDER/a.csv: expected the number of a column, from 1 to 2, where no "
    "header names them, found `label`",
    { .header = INK_HEADER_NO, .label_column = "label" } },
  { "a.csv", "label,text\nx,a\ny,b,c\nz,d\n",
    "CSV; label,text; 1 1 0; x,a|z,d; x,z; FOLDER/a.csv: line 3: expected 2 "
    "fields as in the first row, found 3" },
  { "a.csv", "label,text\nx,a\ny,b,c\nz,d\n",
    "CSV; label,text; 1 1 0; x,a|z,d; x,z; ", { .skip_bad_rows = TRUE } },
  { "a.csv", "label,text\nx,\"a\ny,b\n",
    "CSV; label,text; 1 1 0; ; ; FOLDER/a.csv: line 2: expected a closing "
    "quote for the field that begins here, found the end of the file" },
};

static void
check_case (const Case *tried)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path
      = temp_folder_write_text (folder, tried->file, tried->content);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextPreview) preview
      = ink_text_preview_new (path, &tried->options, 2, &error);
  g_autoptr (GString) found = NULL;
  g_autofree char *line = NULL;

  g_assert_no_error (error);
  line = summary (preview);
  found = g_string_new (line);
  g_string_replace (found, folder, "FOLDER", 0);
  g_assert_cmpstr (found->str, ==, tried->expected);
  temp_folder_remove (folder);
}

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_case (&cases[i]);
}

static void
test_folder (void)
{
  static const char *const files[][2]
      = { { "b/2", "caf\xe9" }, { "a/1", "one" }, { "b/1", "two" } };
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *line = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextPreview) preview = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    {
      g_autofree char *path
          = temp_folder_write_text (folder, files[i][0], files[i][1]);
    }
  preview = ink_text_preview_new (folder, NULL, 5, &error);
  g_assert_no_error (error);
  line = summary (preview);
  g_assert_cmpstr (line, ==,
                   "folder of texts; ; 0 1 0; a,one|b,two|b,café; a,b; ");
  temp_folder_remove (folder);
}

/* Of a large file only the start is read, also where it is one character over
 * the end of what is. */
static void
test_large (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autoptr (GString) text = g_string_new (NULL);
  g_autofree char *path = NULL;
  g_autofree char *table = NULL;
  g_autoptr (InkTextPreview) preview = NULL;
  g_autoptr (InkTextPreview) start = NULL;
  const char *shown;

  for (guint i = 0; i < 30000; i++)
    g_string_append (text, "中文,");
  path = temp_folder_write_text (folder, "a/1", text->str);
  start = ink_text_preview_new (folder, NULL, 5, NULL);
  g_assert_cmpuint (start->rows->len, ==, 1);
  shown = ((GStrv) g_ptr_array_index (start->rows, 0))[1];
  g_assert_cmpuint (strlen (shown), <, 65537);
  g_assert_true (g_str_has_prefix (text->str, shown));
  g_string_truncate (text, 0);
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, "x,this is text %u\n", i);
  g_string_append (text, "\"");
  table = temp_folder_write_text (folder, "b.csv", text->str);
  preview = ink_text_preview_new (table, NULL, 7, NULL);
  g_assert_null (preview->problem);
  g_assert_cmpuint (preview->rows->len, ==, 7);
  temp_folder_remove (folder);
}

static void
test_refused (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *words = temp_folder_write_text (folder, "a", "only words");
  g_autofree char *none = g_build_filename (folder, "none.csv", NULL);
  g_autofree char *empty = temp_folder_write_text (folder, "e.csv", "");
  g_autofree char *long_row = NULL;
  g_autofree char *path = NULL;
  g_autoptr (InkTextPreview) long_preview = NULL;
  g_autoptr (GError) no_table = NULL;
  g_autoptr (GError) absent = NULL;
  g_autoptr (InkTextPreview) preview = NULL;

  g_assert_null (ink_text_preview_new (words, NULL, 5, &no_table));
  assert_says (no_table, INK_ERROR_FORMAT, "found neither");
  g_assert_null (ink_text_preview_new (none, NULL, 5, &absent));
  assert_says (absent, INK_ERROR_NOT_FOUND, "none.csv");
  preview = ink_text_preview_new (empty, NULL, 5, NULL);
  g_assert_nonnull (strstr (preview->problem, "found none"));
  long_row = g_strnfill (2 << 20, 'a');
  path = temp_folder_write_text (folder, "l.csv", long_row);
  long_preview = ink_text_preview_new (path, NULL, 5, NULL);
  g_assert_nonnull (strstr (long_preview->problem, "too long to be shown"));
  temp_folder_remove (folder);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/text-preview/files", test_files);
  g_test_add_func ("/core/text-preview/folder", test_folder);
  g_test_add_func ("/core/text-preview/large", test_large);
  g_test_add_func ("/core/text-preview/refused", test_refused);
  return g_test_run ();
}
