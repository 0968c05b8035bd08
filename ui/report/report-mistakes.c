/* The worst mistakes: wrong, and most sure of it. */
#include "core/data/picture.h"
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

#define MAX_SHOWN 40
#define MAX_TEXT 400 /* characters */

typedef struct
{
  gsize index;
  double confidence;
} Wrong;

static int
by_confidence (gconstpointer a, gconstpointer b)
{
  const Wrong *x = a;
  const Wrong *y = b;

  if (x->confidence != y->confidence)
    return x->confidence < y->confidence ? 1 : -1;
  return (x->index > y->index) - (x->index < y->index);
}

static GArray *
sort_wrong (const InkEvaluation *e)
{
  GArray *wrong = g_array_new (FALSE, FALSE, sizeof (Wrong));
  const double *p = ink_evaluation_probabilities (e);
  const guint n_classes = ink_evaluation_n_classes (e);

  for (gsize i = 0; i < ink_evaluation_count (e); i++)
    {
      guint32 predicted = ink_evaluation_predicted (e)[i];
      Wrong one = { i, p[i * n_classes + predicted] };

      if (predicted != ink_evaluation_labels (e)[i])
        g_array_append_val (wrong, one);
    }
  g_array_sort (wrong, by_confidence);
  return wrong;
}

/* "4 read as 9", how sure it was of it and of the truth, and which it is. */
static void
append_words (const InkReport *report, const Wrong *wrong, GString *html)
{
  const InkEvaluation *e = report->evaluation;
  const char *const *names = ink_evaluation_class_names (e);
  const guint n_classes = ink_evaluation_n_classes (e);
  const guint32 truth = ink_evaluation_labels (e)[wrong->index];
  const double *p
      = ink_evaluation_probabilities (e) + wrong->index * n_classes;
  g_autofree char *sure = ink_report_percent (wrong->confidence);
  g_autofree char *other = ink_report_percent (p[truth]);

  g_string_append (html, "<span class=\"verdict\"><b>");
  ink_report_append_name (html, names[truth]);
  g_string_append (html, "</b> read as <b>");
  ink_report_append_name (html,
                          names[ink_evaluation_predicted (e)[wrong->index]]);
  g_string_append (html, "</b></span> <span class=\"sure\">");
  ink_report_append_text (html, sure);
  g_string_append (html, "</span> <span class=\"sure\">truth ");
  ink_report_append_text (html, other);
  g_string_append_printf (html,
                          "</span> <span class=\"sure\">example %" G_GSIZE_FORMAT
                          "</span>",
                          wrong->index);
}

static void
append_image (const InkReport *report, const Wrong *wrong, GString *html)
{
  const InkImageSet *images = report->subject->images;
  const guint height = ink_image_set_height (images);
  const guint width = ink_image_set_width (images);
  g_autoptr (GBytes) png = ink_picture_encode_grey (
      ink_image_set_pixels (images) + wrong->index * height * width, height,
      width);

  g_string_append (html, "<li>");
  if (png != NULL)
    {
      g_string_append_printf (html,
                              "<img alt=\"example %" G_GSIZE_FORMAT "\" ",
                              wrong->index);
      ink_report_append_source (html, "image/png", png);
      g_string_append (html, "/>");
    }
  append_words (report, wrong, html);
  g_string_append (html, "</li>\n");
}

static void
append_example_text (const InkReport *report, const Wrong *wrong, GString *html)
{
  g_autofree char *text = ink_report_clean (
      ink_text_set_text (report->subject->texts, (guint) wrong->index),
      MAX_TEXT, TRUE);

  g_string_append (html, "<li><p>");
  append_words (report, wrong, html);
  g_string_append (html, "</p><blockquote dir=\"auto\">");
  ink_report_append_text (html, text);
  g_string_append (html, "</blockquote></li>\n");
}

static void
append_introduction (const InkReport *report, guint n, GString *html)
{
  g_autofree char *all = ink_report_count (n);
  g_autofree char *text
      = n > MAX_SHOWN
            ? g_strdup_printf ("The %u of %s that the model was most sure of, "
                               "the surest first; examples are counted from 0.",
                               MAX_SHOWN, all)
            : g_strdup ("All of them, the one that the model was most sure of "
                        "first; examples are counted from 0.");

  ink_report_append_element (html, "p", NULL,
                             n == 1 ? "The only one." : text);
}

void
ink_report_append_mistakes (const InkReport *report, GString *html)
{
  g_autoptr (GArray) wrong = sort_wrong (report->evaluation);
  const gboolean images = report->subject->images != NULL;

  if (wrong->len == 0)
    {
      ink_report_append_element (html, "p", NULL, "There is none.");
      return;
    }
  append_introduction (report, wrong->len, html);
  g_string_append_printf (html, "<ol class=\"%s\">\n",
                          images ? "pictures" : "texts");
  for (guint i = 0; i < MIN (wrong->len, MAX_SHOWN); i++)
    if (images)
      append_image (report, &g_array_index (wrong, Wrong, i), html);
    else
      append_example_text (report, &g_array_index (wrong, Wrong, i), html);
  g_string_append (html, "</ol>\n");
}
