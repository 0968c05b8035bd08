/* The page and the figures of a report: well-formed whatever the names are,
 * nothing fetched, the same bytes again. */
#include <json-glib/json-glib.h>

#include "core/metrics/evaluation-json.h"
#include "tests/data/temp-folder.h"
#include "tests/report/made-report.h"

static char *
write_report (const MadeReport *made, const char *folder, const char *name)
{
  char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;

  ink_report_write (&made->subject, path, NULL, NULL, NULL, &error);
  g_assert_no_error (error);
  return path;
}

static char *
read_file (const char *folder, const char *name, gsize *size)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  g_autoptr (GError) error = NULL;
  char *text;

  g_file_get_contents (path, &text, size, &error);
  g_assert_no_error (error);
  return text;
}

typedef struct
{
  GString *text; /* all of it */
  guint n_images;
  guint n_tables;
} Page;

/* Only what a page by itself may have: no script, nothing from elsewhere. */
static void
start_cb (GMarkupParseContext *context, const char *element,
          const char **names, const char **values, gpointer user_data,
          GError **error)
{
  Page *page = user_data;

  g_assert_cmpstr (element, !=, "script");
  g_assert_cmpstr (element, !=, "link");
  page->n_images += g_strcmp0 (element, "img") == 0;
  page->n_tables += g_strcmp0 (element, "table") == 0;
  for (guint i = 0; names[i] != NULL; i++)
    {
      g_assert_false (g_str_has_prefix (names[i], "on"));
      g_assert_cmpstr (names[i], !=, "href");
      if (g_strcmp0 (names[i], "src") == 0)
        g_assert_true (g_str_has_prefix (values[i], "data:image/"));
    }
}

static void
text_cb (GMarkupParseContext *context, const char *text, gsize n,
         gpointer user_data, GError **error)
{
  g_string_append_len (((Page *) user_data)->text, text, (gssize) n);
}

/* No control character but line feeds, none that turns the writing round but
 * isolates, nothing that XML has no place for. */
static void
check_characters (const char *html, gsize size)
{
  g_assert_true (g_utf8_validate_len (html, size, NULL));
  for (const char *p = html; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      g_assert_true (c == '\n' || c >= 0x20);
      g_assert_false (c >= 0x7f && c < 0xa0);
      g_assert_false (c >= 0x202a && c <= 0x202e);
      g_assert_cmpuint (c, !=, 0xffff);
    }
}

static Page
parse_page (const char *folder)
{
  static const GMarkupParser parser = { .start_element = start_cb,
                                        .text = text_cb };
  Page page = { g_string_new (NULL), 0, 0 };
  g_autoptr (GMarkupParseContext) context
      = g_markup_parse_context_new (&parser, 0, &page, NULL);
  g_autoptr (GError) error = NULL;
  gsize size;
  g_autofree char *html = read_file (folder, "index.html", &size);

  check_characters (html, size);
  g_assert_null (strstr (html, "url("));
  g_markup_parse_context_parse (context, html, (gssize) size, &error);
  g_assert_no_error (error);
  g_markup_parse_context_end_parse (context, &error);
  g_assert_no_error (error);
  return page;
}

static void
assert_has (const Page *page, const char *text)
{
  if (strstr (page->text->str, text) == NULL)
    g_error ("`%s` is not on the page", text);
}

static guint64
count_wrong (const InkEvaluation *evaluation)
{
  guint64 wrong = 0;

  for (gsize i = 0; i < ink_evaluation_count (evaluation); i++)
    wrong += ink_evaluation_predicted (evaluation)[i]
             != ink_evaluation_labels (evaluation)[i];
  return wrong;
}

/* What `evaluate --json` prints is in it, member by member. */
static void
check_json (const MadeReport *made, const char *path)
{
  g_autofree char *text = read_file (path, "report.json", NULL);
  g_autofree char *plain
      = ink_evaluation_to_json_with (made->evaluation, 0.9, NULL, NULL);
  g_autoptr (JsonNode) node = json_from_string (text, NULL);
  g_autoptr (JsonNode) expected = json_from_string (plain, NULL);
  JsonObject *object = json_node_get_object (node);
  JsonObject *report = json_object_get_object_member (object, "report");
  JsonObject *model = json_object_get_object_member (report, "model");
  g_autoptr (GList) members
      = json_object_get_members (json_node_get_object (expected));

  for (GList *l = members; l != NULL; l = l->next)
    g_assert_true (json_node_equal (
        json_object_get_member (object, l->data),
        json_object_get_member (json_node_get_object (expected), l->data)));
  g_assert_true (json_object_has_member (object, "bootstrap"));
  g_assert_cmpstr (json_object_get_string_member (report, "version"), ==,
                   INK_VERSION);
  g_assert_cmpstr (json_object_get_string_member (model, "kind"), ==, "made");
  g_assert_cmpuint (
      strlen (json_object_get_string_member (model, "parameters_hash")), ==,
      64);
}

/* What a browser refuses is no picture. */
static void
check_charts (const char *path)
{
  g_autofree char *charts = g_build_filename (path, "charts", NULL);
  g_autoptr (GDir) dir = g_dir_open (charts, 0, NULL);
  const char *name;
  guint n = 0;

  while ((name = g_dir_read_name (dir)) != NULL)
    {
      static const GMarkupParser parser = { NULL };
      g_autoptr (GMarkupParseContext) context
          = g_markup_parse_context_new (&parser, 0, NULL, NULL);
      gsize size;
      g_autofree char *svg = read_file (charts, name, &size);

      n++;
      if (!g_str_has_suffix (name, ".svg"))
        continue;
      check_characters (svg, size);
      g_assert_null (strstr (svg, "&#x"));
      g_assert_true (
          g_markup_parse_context_parse (context, svg, (gssize) size, NULL));
    }
  g_assert_cmpuint (n, ==, 14);
}

static void
test_page (gconstpointer images)
{
  g_autoptr (MadeReport) made = made_report_new (GPOINTER_TO_INT (images));
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *path = write_report (made, folder, "a");
  const guint64 wrong = count_wrong (made->evaluation);
  g_autofree char *sentence = g_strdup_printf (
      "Of 60 %s, %" G_GUINT64_FORMAT " were read wrong", made->images != NULL
                                                             ? "images"
                                                             : "texts",
      wrong);
  Page page = parse_page (path);

  g_assert_cmpuint (wrong, >, 0);
  g_assert_cmpuint (wrong, <=, 40);
  assert_has (&page, sentence);
  assert_has (&page, "Evaluation of model \"<&>\"");
  assert_has (&page, "<script>alert(1)</script>");
  assert_has (&page, "90\xc2\xa0% interval");
  assert_has (&page, "not in this data");
  assert_has (&page, "a <b>bold</b> & \xef\xbf\xbd recipe");
  assert_has (&page, "inkling-cli report '<b>' --data 'a & b'");
  if (made->texts != NULL)
    assert_has (&page, "<img src=x onerror='x()'/> & text ");
  /* Seven charts in two looks, and every mistake. */
  g_assert_cmpuint (page.n_images, ==,
                    14 + (made->images != NULL ? wrong : 0));
  g_assert_cmpuint (page.n_tables, ==, 6);
  g_string_free (page.text, TRUE);
  check_json (made, path);
  check_charts (path);
  temp_folder_remove (folder);
}

/* The file that the model was read from holds something else by now. */
static void
test_other_file (void)
{
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *file = temp_folder_write_text (folder, "m.safetensors",
                                                  "another");
  g_autoptr (MadeReport) made = made_report_new (FALSE);
  g_autofree char *path = NULL;
  g_autofree char *json = NULL;

  made->subject.bootstrap.n_resamples = 0;
  made->subject.model_file = file;
  path = write_report (made, folder, "r");
  json = read_file (path, "report.json", NULL);
  g_assert_nonnull (strstr (json, "\"file_hash\": null"));
  g_assert_nonnull (strstr (json, "file has changed since"));
  temp_folder_remove (folder);
}

/* Every file of two reports, and the date that was asked for. */
static void
test_same (void)
{
  static const char *const names[]
      = { "index.html", "report.json", "predictions.csv", "charts/roc.svg",
          "charts/roc.png", "charts/confusion.svg", "charts/class-figures.png",
          "charts/reliability.svg", "charts/confidence.png",
          "charts/precision-recall.svg", "charts/confusion-shares.png" };
  g_autoptr (MadeReport) made = made_report_new (FALSE);
  g_autofree char *folder = temp_folder_new ();
  g_autofree char *a = NULL;
  g_autofree char *b = NULL;

  g_setenv ("SOURCE_DATE_EPOCH", "86400", TRUE);
  a = write_report (made, folder, "a");
  made->subject.n_threads = 3;
  b = write_report (made, folder, "b");
  g_unsetenv ("SOURCE_DATE_EPOCH");
  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      gsize n_a, n_b;
      g_autofree char *of_a = read_file (a, names[i], &n_a);
      g_autofree char *of_b = read_file (b, names[i], &n_b);

      g_assert_cmpmem (of_a, n_a, of_b, n_b);
      if (i == 1)
        g_assert_nonnull (strstr (of_a, "\"1970-01-02T00:00:00Z\""));
    }
  temp_folder_remove (folder);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/report/page/images", GINT_TO_POINTER (TRUE),
                        test_page);
  g_test_add_data_func ("/report/page/texts", GINT_TO_POINTER (FALSE),
                        test_page);
  g_test_add_func ("/report/other-file", test_other_file);
  g_test_add_func ("/report/same", test_same);
  return g_test_run ();
}
