/* The worst mistakes: wrong, and most sure of it. */
#include "core/data/picture.h"
#include "core/metrics/selection.h"
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

#define MAX_SHOWN 40
#define MAX_TEXT 400 /* characters */

/* "4 read as 9", how sure it was of it and of the truth, and which it is. */
static void
append_words (const InkReport *report, gsize index, GString *html)
{
  const InkEvaluation *e = report->evaluation;
  const char *const *names = ink_evaluation_class_names (e);
  const guint n_classes = ink_evaluation_n_classes (e);
  const guint32 truth = ink_evaluation_labels (e)[index];
  const guint32 predicted = ink_evaluation_predicted (e)[index];
  const double *p
      = ink_evaluation_probabilities (e) + index * n_classes;
  g_autofree char *sure = ink_report_percent (p[predicted]);
  g_autofree char *other = ink_report_percent (p[truth]);

  g_string_append (html, "<span class=\"verdict\"><b>");
  ink_report_append_name (html, names[truth]);
  g_string_append (html, "</b> read as <b>");
  ink_report_append_name (html, names[predicted]);
  g_string_append (html, "</b></span> <span class=\"sure\">");
  ink_report_append_text (html, sure);
  g_string_append (html, "</span> <span class=\"sure\">truth ");
  ink_report_append_text (html, other);
  g_string_append_printf (html,
                          "</span> <span class=\"sure\">example "
                          "%" G_GSIZE_FORMAT "</span>",
                          index);
}

static void
append_image (const InkReport *report, gsize index, GString *html)
{
  const InkImageSet *images = report->subject->images;
  const guint height = ink_image_set_height (images);
  const guint width = ink_image_set_width (images);
  g_autoptr (GBytes) png = ink_picture_encode_grey (
      ink_image_set_pixels (images) + index * height * width, height,
      width);

  g_string_append (html, "<li>");
  if (png != NULL)
    {
      g_string_append_printf (html,
                              "<img alt=\"example %" G_GSIZE_FORMAT "\" ",
                              index);
      ink_report_append_source (html, "image/png", png);
      g_string_append (html, "/>");
    }
  append_words (report, index, html);
  g_string_append (html, "</li>\n");
}

static void
append_example_text (const InkReport *report, gsize index, GString *html)
{
  g_autofree char *text = ink_report_clean (
      ink_text_set_text (report->subject->texts, (guint) index),
      MAX_TEXT, TRUE);

  g_string_append (html, "<li><p>");
  append_words (report, index, html);
  g_string_append (html, "</p><blockquote dir=\"auto\">");
  ink_report_append_text (html, text);
  g_string_append (html, "</blockquote></li>\n");
}

static void
append_introduction (const InkReport *report, gsize n, GString *html)
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
  g_autoptr (InkSelection) wrong
      = ink_selection_of_outcome (report->evaluation, FALSE);
  const gboolean images = report->subject->images != NULL;

  if (wrong->n == 0)
    {
      ink_report_append_element (html, "p", NULL, "There is none.");
      return;
    }
  append_introduction (report, wrong->n, html);
  g_string_append_printf (html, "<ol class=\"%s\">\n",
                          images ? "pictures" : "texts");
  for (gsize i = 0; i < MIN (wrong->n, MAX_SHOWN); i++)
    if (images)
      append_image (report, wrong->indices[i], html);
    else
      append_example_text (report, wrong->indices[i], html);
  g_string_append (html, "</ol>\n");
}
