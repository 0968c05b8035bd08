/* CSV, TSV and JSON Lines: quoting, headers, columns, classes, encodings, and
 * an error with file, line and reason for every bad row. */
#include "core/base/error.h"
#include "core/data/dataset.h"
#include "core/data/table.h"
#include "tests/data/temp-folder.h"

static const InkTextOptions defaults = { 0 };

static InkTextSet *
load_bytes (const char *name, const void *bytes, gsize n,
            const InkTextOptions *options, GError **error)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = temp_folder_write (folder, name, bytes, n);
  InkTextSet *set = ink_dataset_load_texts (path, INK_SPLIT_TRAIN, options,
                                            NULL, error);

  temp_folder_remove (folder);
  return set;
}

/* A set as one line: "label=text|label=text". */
static char *
summary (const InkTextSet *set)
{
  GString *line = g_string_new (NULL);

  for (guint i = 0; i < ink_text_set_count (set); i++)
    g_string_append_printf (
        line, "%s%s=%s", i > 0 ? "|" : "",
        ink_text_set_class_names (set)[ink_text_set_labels (set)[i]],
        ink_text_set_text (set, i));
  return g_string_free (line, FALSE);
}

typedef struct
{
  const char *file;
  const char *content;
  const char *expected;
} Good;

static void
check_good (const Good *good, const InkTextOptions *options)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set = load_bytes (
      good->file, good->content, strlen (good->content), options, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  found = summary (set);
  g_assert_cmpstr (found, ==, good->expected);
}

static void
test_csv (void)
{
  static const Good cases[] = {
    { "a.csv", "label,text\nx,hello\ny,you\n", "x=hello|y=you" },
    { "a.csv", "text,label\r\nhello,x\r\nyou,y", "x=hello|y=you" },
    { "a.csv", "id,Target,note,Text\n1,x,n,hello\n2,y,n,you\n",
      "x=hello|y=you" },
    { "a.csv", "text,label\n\"a, \"\"b\"\"\nc\",x\n\n\"\",y\n",
      "x=a, \"b\"\nc|y=" },
    { "a.csv", "hello there,x\nhow are you,x\nbye,y\n",
      "x=hello there|x=how are you|y=bye" },
    { "a.csv", "x,hello there\nx,how are you\ny,bye\n",
      "x=hello there|x=how are you|y=bye" },
    { "a.csv", "a \"b\" c,x\nd,x\n", "x=a \"b\" c|x=d" },
    { "a.csv", "review,sentiment\ngood,1\nbad,0\n", "1=good|0=bad" },
    { "a.csv", "wording,mark\nlong words,1\nmore words,0\n",
      "1=long words|0=more words" },
    { "a.csv", "label;text\nx;a\ny;b\n", "x=a|y=b" },
    { "a.txt", "\xef\xbb\xbflabel,text\nx, a \n y ,b\n", "x= a |y=b" },
    { "a.csv", "news,weather today\nnews,bad weather\nsport,a goal\n",
      "news=weather today|news=bad weather|sport=a goal" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_good (&cases[i], &defaults);
}

static void
test_tsv (void)
{
  static const Good cases[] = {
    { "a.tsv", "x\t\"quoted \"\"words\"\"\"\ny\tplain\nx\tmore words\n",
      "x=quoted \"words\"|y=plain|x=more words" },
    { "a.tsv", "x\t\"He said\" and left\ny\tplain \"\nx\t\"open\n",
      "x=\"He said\" and left|y=plain \"|x=\"open" },
    { "Collection", "x\thello you\ny\tgood bye\nx\tagain, you\n",
      "x=hello you|y=good bye|x=again, you" },
    { "a.txt", "category\tcontent\nx\thello\n", "x=hello" },
    { "a.tab", "体育\t足球\n财经\t股市\n体育\t篮球赛\n",
      "体育=足球|财经=股市|体育=篮球赛" },
  };
  static const InkTextOptions raw = { .no_quotes = TRUE };
  static const Good unquoted
      = { "a.tsv", "x\t\"a\"\nx\t\"b\"\n", "x=\"a\"|x=\"b\"" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_good (&cases[i], &defaults);
  check_good (&unquoted, &raw);
}

static void
test_jsonl (void)
{
  static const Good cases[] = {
    { "a.jsonl", "{\"text\":\"a\\nb\",\"label\":\"x\"}\n\n"
                 "{\"label\":\"y\",\"text\":\"\\u00e9\"}",
      "x=a\nb|y=é" },
    { "a.ndjson", "{\"id\":1,\"headline\":\"a\",\"category\":3}\r\n"
                  "{\"id\":2,\"headline\":\"b\",\"category\":12}\r\n",
      "3=a|12=b" },
    { "a", "{\"words\":\"[{[{\",\"target\":true}\n", "true=[{[{" },
  };
  static const InkTextOptions named
      = { .text_column = "b", .label_column = "a" };
  static const Good chosen
      = { "a.json", "{\"text\":\"no\",\"a\":\"x\",\"b\":\"yes\"}\n", "x=yes" };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_good (&cases[i], &defaults);
  check_good (&chosen, &named);
}

static void
test_columns (void)
{
  static const InkTextOptions by_name
      = { .text_column = "body", .label_column = "mood" };
  static const InkTextOptions by_number
      = { .text_column = "3", .label_column = "1" };
  static const InkTextOptions one = { .label_column = "2" };
  static const Good named
      = { "a.csv", "label,mood,body\n1,x,hello\n2,y,you\n", "x=hello|y=you" };
  static const Good numbered
      = { "a.csv", "1,9,hello\n2,9,you\n", "1=hello|2=you" };
  static const Good other = { "a.csv", "a,2\nb,1\n", "2=a|1=b" };

  check_good (&named, &by_name);
  check_good (&numbered, &by_number);
  check_good (&other, &one);
}

/* Several columns are one text, unless there is one of just that name. */
static void
test_joined_columns (void)
{
  static const InkTextOptions joined
      = { .text_column = "title,body", .label_column = "label" };
  static const InkTextOptions numbers
      = { .text_column = "3,1", .label_column = "2" };
  static const Good table
      = { "a.csv", "title,label,body\na,x,\"b\"\"\"\nc,y,\n",
          "x=a\nb\"|y=c\n" };
  static const Good by_number = { "a.csv", "a,x,b\nc,y,d\n", "x=b\na|y=d\nc" };
  static const Good latin1
      = { "a.csv", "title,label,body\n\xe9,x,\xe8\n", "x=é\nè" };
  static const Good one
      = { "a.tsv", "title,body\tlabel\na\tx\n", "x=a" };
  static const Good lines
      = { "a.jsonl", "{\"body\":\"b\\n\",\"title\":\"a\",\"label\":1}\n"
                     "{\"title\":\"c\",\"label\":2,\"body\":\"d\",\"z\":{}}\n",
          "1=a\nb\n|2=c\nd" };
  static const Good member
      = { "a.jsonl", "{\"title,body\":\"b\",\"label\":1}\n", "1=b" };

  check_good (&table, &joined);
  check_good (&by_number, &numbers);
  check_good (&latin1, &joined);
  check_good (&one, &joined);
  check_good (&lines, &joined);
  check_good (&member, &joined);
}

/* Classes are sorted: whole numbers by value, everything else by its bytes. */
static void
test_class_order (void)
{
  static const char numbers[] = "text,label\na,10\nb,9\nc,-1\nd,10\n";
  static const char mixed[] = "text,label\na,b\nb,B\nc,10\nd,9\n";
  g_autoptr (InkTextSet) by_value
      = load_bytes ("a.csv", numbers, strlen (numbers), &defaults, NULL);
  g_autoptr (InkTextSet) by_bytes
      = load_bytes ("a.csv", mixed, strlen (mixed), &defaults, NULL);
  g_autofree char *values
      = g_strjoinv (",", (char **) ink_text_set_class_names (by_value));
  g_autofree char *bytes
      = g_strjoinv (",", (char **) ink_text_set_class_names (by_bytes));

  g_assert_cmpstr (values, ==, "-1,9,10");
  g_assert_cmpstr (bytes, ==, "10,9,B,b");
  g_assert_cmpuint (ink_text_set_labels (by_value)[0], ==, 2);
}

static void
test_class_names (void)
{
  static const char table[] = "a\t1\nb\t0\nc\t1\n";
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path
      = temp_folder_write_text (folder, "class.txt", "zero\none\ntwo");
  g_autofree char *few = temp_folder_write_text (folder, "few.txt", "zero\n");
  InkTextOptions options = { .class_names = path };
  const Good good = { "a.tsv", table, "one=a|zero=b|one=c" };
  g_autoptr (GError) error = NULL;

  check_good (&good, &options);
  options.class_names = few;
  g_assert_null (load_bytes ("a.tsv", table, strlen (table), &options,
                             &error));
  assert_says (error, INK_ERROR_MISMATCH, "line 1: expected a label from 0");
  temp_folder_remove (folder);
}

static void
test_encoding (void)
{
  static const char latin1[] = "label,text\nx,caf\xe9\n";
  static const InkTextOptions utf8 = { .encoding = INK_ENCODING_UTF8 };
  static const InkTextOptions forced = { .encoding = INK_ENCODING_LATIN1 };
  static const Good automatic = { "a.csv", latin1, "x=café" };
  static const Good as_bytes = { "a.csv", "label,text\nx,é\n", "x=Ã©" };
  g_autoptr (GError) error = NULL;

  check_good (&automatic, &defaults);
  check_good (&as_bytes, &forced);
  g_assert_null (load_bytes ("a.csv", latin1, strlen (latin1), &utf8, &error));
  assert_says (error, INK_ERROR_FORMAT,
               "line 2: expected UTF-8, found byte 0xe9");
}

static void
test_gzip (void)
{
  static const char table[] = "label,text\nx,\"a\nb\"\ny,c\n";
  g_autoptr (GBytes) packed = gzip_bytes (table, strlen (table));
  const guint8 *bytes = g_bytes_get_data (packed, NULL);
  gsize size = g_bytes_get_size (packed);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set
      = load_bytes ("a.csv.gz", bytes, size, &defaults, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (ink_text_set_count (set), ==, 2);
  for (gsize n = 2; n < size; n++)
    {
      g_autoptr (GError) cut = NULL;

      g_assert_null (load_bytes ("a.csv.gz", bytes, n, &defaults, &cut));
      assert_says (cut, INK_ERROR_TRUNCATED, "a.csv.gz");
    }
}

typedef struct
{
  const char *file;
  const char *content;
  InkTextOptions options;
  InkError code;
  const char *part;
} Bad;

static void
check_bad (const Bad *bad, gsize n)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (load_bytes (bad->file, bad->content, n, &bad->options,
                             &error));
  assert_says (error, bad->code, bad->part);
  assert_says (error, bad->code, bad->file);
}

static void
test_bad_tables (void)
{
  static const Bad cases[] = {
    { "a.csv", "", { 0 }, INK_ERROR_FORMAT, "found none" },
    { "a.csv", "label,text\n", { 0 }, INK_ERROR_FORMAT,
      "expected rows below the header" },
    { "a.csv", "one\ntwo\n", { 0 }, INK_ERROR_FORMAT,
      "line 1: expected at least two columns" },
    { "a.csv", "label,text\nx,a\ny,b,c\n", { 0 }, INK_ERROR_FORMAT,
      "line 3: expected 2 fields as in the first row, found 3" },
    { "a.csv", "label,text\nx\n", { 0 }, INK_ERROR_FORMAT,
      "line 2: expected 2 fields as in the first row, found 1" },
    { "a.csv", "label,text\nx,\"a\nb\"\ny,\"c\n\n", { 0 }, INK_ERROR_FORMAT,
      "line 4: expected a closing quote" },
    { "a.csv", "label,text\nx,\"a\"b\n", { 0 }, INK_ERROR_FORMAT,
      "line 2: expected a separator or the line's end after the closing quote, "
      "found `b`" },
    { "a.csv", "label,text\n\"a\"b,\"c\n", { 0 }, INK_ERROR_FORMAT,
      "line 2: expected a separator or the line's end after" },
    { "a.csv", "label,text\nx,a\n  ,b\n", { 0 }, INK_ERROR_FORMAT,
      "line 3: expected a label, found none" },
    { "a.csv", "a,b,c\nd,e,f\n", { 0 }, INK_ERROR_FORMAT,
      "found 3 columns: say which" },
    { "a.csv", "a,b\nc,d\n", { .label_column = "mood" }, INK_ERROR_ARGUMENT,
      "expected a column `mood` (or a number from 1 to 2), found a, b" },
    { "a.csv", "a,b\nc,d\n", { .label_column = "3" }, INK_ERROR_ARGUMENT,
      "expected a column `3`" },
    { "a.csv", "a,b\nc,d\n", { .label_column = "1", .text_column = "1" },
      INK_ERROR_ARGUMENT, "column 1 asked for as both" },
    { "a.csv", "a,b,c\nd,e,f\n",
      { .label_column = "b", .text_column = "a,b" }, INK_ERROR_ARGUMENT,
      "column 2 asked for as both" },
    { "a.csv", "a,b,c\nd,e,f\n",
      { .label_column = "b", .text_column = "a,mood" }, INK_ERROR_ARGUMENT,
      "expected a column `mood`" },
    { "a.tsv", "x\ta\ny\tb\tc\n", { 0 }, INK_ERROR_FORMAT,
      "line 2: expected 2 fields" },
    { "a.txt", "only words here\n", { 0 }, INK_ERROR_FORMAT,
      "expected tab- or comma-separated columns" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_bad (&cases[i], strlen (cases[i].content));
}

static void
test_bad_bytes (void)
{
  static const Bad nul = { "a.csv", "label,text\nx,a\0b\n", { 0 },
                           INK_ERROR_FORMAT,
                           "line 2: expected text, found a NUL byte" };
  static const Bad utf16 = { "a.csv", "\xff\xfel\0a\0", { 0 },
                             INK_ERROR_FORMAT, "found a NUL byte" };

  check_bad (&nul, 17);
  check_bad (&utf16, 6);
}

static void
test_bad_jsonl (void)
{
  static const Bad cases[] = {
    { "a.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"a\"", { 0 },
      INK_ERROR_FORMAT, "line 2: expected one JSON object" },
    { "a.jsonl", "[1,2]\n", { 0 }, INK_ERROR_FORMAT,
      "line 1: expected one JSON object" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n{\"text\":\"a\"}\n", { 0 },
      INK_ERROR_FORMAT, "line 2: expected a string or a number as `label`, "
                        "found none" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n"
                 "{\"text\":7,\"label\":\"x\"}\n",
      { 0 }, INK_ERROR_FORMAT, "line 2: expected a string as `text`" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":null}\n", { 0 }, INK_ERROR_FORMAT,
      "line 1: expected" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":\" \"}\n", { 0 }, INK_ERROR_FORMAT,
      "line 1: expected a label" },
    { "a.jsonl", "{\"text\":\"a\\u0000b\",\"label\":\"x\"}\n", { 0 },
      INK_ERROR_FORMAT, "line 1: expected text, found a NUL" },
    { "a.jsonl", "{\"p\":\"a\",\"q\":\"x\"}\n", { 0 }, INK_ERROR_FORMAT,
      "say which" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n",
      { .label_column = "mood" }, INK_ERROR_FORMAT, "as `mood`, found none" },
    { "a.jsonl", "{\"text\":\"a\",\"label\":\"x\"}\n",
      { .text_column = "text,body" }, INK_ERROR_FORMAT,
      "expected a string as `body`, found none" },
    { "a.jsonl", "\n", { 0 }, INK_ERROR_FORMAT, "found none" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    check_bad (&cases[i], strlen (cases[i].content));
}

/* What the quick way reads of a line: as json-glib does, which a list among the
 * members brings into play; or what it says. */
static char *
read_both (const char *members, const char *more)
{
  g_autofree char *line = g_strdup_printf (
      "{\"text\":\"a\",\"label\":1}\n{%s%s}\n", members, more);
  g_autoptr (GError) error = NULL;
  g_autoptr (InkTextSet) set
      = load_bytes ("a.jsonl", line, strlen (line), &defaults, &error);

  return set != NULL ? summary (set)
                     : g_strdup (strstr (error->message, "line 2"));
}

static void
test_json_values (void)
{
  static const char *const texts[]
      = { "\"\"", "\"a b\"", "\"\\\"\\\\\\/\\b\\f\\n\\r\\t\"",
          "\"\\u00e9\\uD83D\\ude00\"", "\"caf\xc3\xa9\"", "\"\\ud83d\"",
          "\"\\ude00\"", "\"\\u0000\"", "\"\\x\"", "\"\\u12g4\"", "7",
          "null", "\"open", "\"tab\there\"", "'single'", "\"a\"\"b\"" };
  static const char *const labels[]
      = { "1", "-3", "0", "-0", "01", "1.50", "1e2", "1e", "1.", ".5",
          "123456789012345678901", "true", "false", "True", "null", "\"x\\n\"",
          "\"\"", "+1", "0x10", "\"l\\u00e9\"" };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    for (guint k = 0; k < (i < 2 ? G_N_ELEMENTS (labels) : 1); k++)
      {
        g_autofree char *members
            = g_strdup_printf (" \"n\" : 1.5e-3 , \"text\" : %s ,\t"
                               "\"label\":%s",
                               texts[i], labels[k]);
        g_autofree char *quick = read_both (members, "");
        g_autofree char *other = read_both (members, ",\"z\":[]");

        if (g_str_has_prefix (quick, "line") && strstr (quick, "bad JSON"))
          g_assert_nonnull (strstr (other, "bad JSON"));
        else
          g_assert_cmpstr (quick, ==, other);
      }
}

/* The parser must not follow brackets into the end of the stack. */
static void
test_deep_json (void)
{
  g_autofree char *deep = g_strnfill (1000000, '[');
  g_autofree char *line = g_strconcat ("{\"text\":", deep, NULL);
  const Bad bad = { "a.jsonl", line, { 0 }, INK_ERROR_LIMIT,
                    "line 1: expected at most 64 levels" };

  check_bad (&bad, strlen (line));
}

/* Every cut gives a set or an error with the file's name, never a crash. */
static void
test_cut (void)
{
  static const char *const files[][2] = {
    { "a.csv", "text,label\n\"a \"\"b\"\"\nc\",x\r\nd\xc3\xa9,y\n" },
    { "a.tsv", "\"a\tb\"\tx\nc\ty\n\"d\"\tx\n" },
    { "a.jsonl", "{\"text\":\"a\\u00e9\\\"\",\"label\":\"x\"}\n"
                 "{\"text\":\"b\",\"label\":1.5}\n" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (files); i++)
    for (gsize n = 0; n <= strlen (files[i][1]); n++)
      {
        g_autoptr (GError) error = NULL;
        g_autoptr (InkTextSet) set
            = load_bytes (files[i][0], files[i][1], n, &defaults, &error);

        g_assert_true ((set == NULL) == (error != NULL));
        if (error != NULL)
          g_assert_nonnull (strstr (error->message, files[i][0]));
        else
          g_assert_cmpuint (ink_text_set_count (set), >=, 1);
      }
}

static void
test_too_many_classes (void)
{
  g_autoptr (GString) table = g_string_new ("label,text\n");
  Bad bad = { "a.csv", NULL, { 0 }, INK_ERROR_LIMIT,
              "line 4098: expected at most 4096 classes" };

  for (guint i = 0; i <= INK_TEXTS_MAX_CLASSES; i++)
    g_string_append_printf (table, "%u,a\n", i);
  bad.content = table->str;
  check_bad (&bad, table->len);
}

static void
test_too_wide (void)
{
  g_autofree char *row = g_strnfill (INK_TABLE_MAX_COLUMNS, ',');
  g_autofree char *table = g_strconcat (row, "\n", NULL);
  Bad bad = { "a.csv", table, { .text_column = "1", .label_column = "2" },
              INK_ERROR_LIMIT,
              "line 1: expected at most 1024 fields, found 1025" };

  check_bad (&bad, strlen (table));
}

/* What a model file could not hold. */
static void
test_long_label (void)
{
  g_autofree char *label = g_strnfill (1025, 'x');
  g_autofree char *table
      = g_strdup_printf ("text,label\na,%s\nb,%s\n", label + 1, label);
  Bad bad = { "a.csv", table, { 0 }, INK_ERROR_LIMIT,
              "line 3: expected a label of at most 1024 bytes, found 1025" };

  check_bad (&bad, strlen (table));
}

static void
test_many_values (void)
{
  g_autoptr (GString) line
      = g_string_new ("{\"text\":\"a\",\"label\":\"b\",\"c\":[0");
  Bad bad = { "a.jsonl", NULL, { 0 }, INK_ERROR_LIMIT,
              "line 1: expected at most 16384 values, found more" };

  for (guint i = 0; i < 16384; i++)
    g_string_append (line, ",0");
  g_string_append (line, "]}");
  bad.content = line->str;
  check_bad (&bad, line->len);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/core/dataset-table/csv", test_csv);
  g_test_add_func ("/core/dataset-table/tsv", test_tsv);
  g_test_add_func ("/core/dataset-table/jsonl", test_jsonl);
  g_test_add_func ("/core/dataset-table/columns", test_columns);
  g_test_add_func ("/core/dataset-table/joined-columns", test_joined_columns);
  g_test_add_func ("/core/dataset-table/class-order", test_class_order);
  g_test_add_func ("/core/dataset-table/class-names", test_class_names);
  g_test_add_func ("/core/dataset-table/encoding", test_encoding);
  g_test_add_func ("/core/dataset-table/gzip", test_gzip);
  g_test_add_func ("/core/dataset-table/bad-tables", test_bad_tables);
  g_test_add_func ("/core/dataset-table/bad-bytes", test_bad_bytes);
  g_test_add_func ("/core/dataset-table/bad-jsonl", test_bad_jsonl);
  g_test_add_func ("/core/dataset-table/json-values", test_json_values);
  g_test_add_func ("/core/dataset-table/deep-json", test_deep_json);
  g_test_add_func ("/core/dataset-table/too-wide", test_too_wide);
  g_test_add_func ("/core/dataset-table/long-label", test_long_label);
  g_test_add_func ("/core/dataset-table/many-values", test_many_values);
  g_test_add_func ("/core/dataset-table/cut", test_cut);
  g_test_add_func ("/core/dataset-table/too-many-classes",
                   test_too_many_classes);
  return g_test_run ();
}
