/* What a model says of a text, put into the widgets of the page Text. */
#include "ui/text/page-text-show.h"

#include "core/model/verdict.h"

#include "ui/format.h"

#define MAX_BARS 6
/* Of what is no longer true. */
#define FAINT 0.45

static gboolean
is_of_characters (const InkModel *model)
{
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (model, &options);
  return options.analyzer == INK_ANALYZER_CHAR
         || options.analyzer == INK_ANALYZER_CHAR_WB;
}

static void
show_count (InkPageTextLayout *layout, const InkModel *model,
            const InkTextReading *reading)
{
  g_autofree char *n_tokens = ink_format_count (reading->tokens->len);
  g_autofree char *n_known = ink_format_count (reading->n_known);
  g_autofree char *text
      = g_strdup_printf ("%s of %s known", n_known, n_tokens);

  gtk_label_set_text (layout->count, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (layout->count),
                               is_of_characters (model)
                                   ? "Characters that the model knows"
                                   : "Words that the model knows");
}

/* What the bars are where no word of a text is known. */
static const char *
words_for_prior (const InkModel *model)
{
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (model, &options);
  if (options.events == INK_EVENTS_MULTINOMIAL
      && options.prior == INK_PRIOR_FITTED)
    return "The model has learned none of this; the bars are its classes' "
           "shares in training";
  return "The model has learned none of this; the bars are what it takes any "
         "such text for";
}

static void
show_verdict (InkPageTextLayout *layout, const InkModel *model,
              const InkTextReading *reading)
{
  const char *const *names = ink_model_class_names (model);
  g_autofree char *top
      = ink_probability_format (reading->probabilities[reading->top]);
  g_autofree char *next
      = ink_probability_format (reading->probabilities[reading->runner_up]);
  g_autofree char *remark = NULL;
  gboolean sure = ink_verdict_of_model (model, reading->probabilities).kind
                  == INK_VERDICT_CONFIDENT;

  if (reading->n_known == 0)
    {
      gtk_label_set_text (layout->verdict, "Nothing known");
      gtk_label_set_text (layout->remark, words_for_prior (model));
      return;
    }
  remark = reading->n_classes > 1
               ? g_strdup_printf ("%s%s · runner-up %s at %s",
                                  sure ? "" : "Unsure · ", top,
                                  names[reading->runner_up], next)
               : g_strdup_printf ("%s · the only class of this model", top);
  gtk_label_set_text (layout->verdict, names[reading->top]);
  gtk_label_set_text (layout->remark, remark);
}

static void
show_no_verdict (InkPageTextLayout *layout, const InkModel *model)
{
  const char *verdict = "No words";
  const char *remark = "Nothing in this text is a word to this model";

  if (model == NULL)
    {
      verdict = "No model";
      remark = "Train one on a file of yours";
    }
  else if (ink_text_editor_get_length (layout->editor) == 0)
    {
      verdict = "No text yet";
      remark = "Type a text, and its class shows here";
    }
  gtk_label_set_text (layout->verdict, verdict);
  gtk_label_set_text (layout->remark, remark);
  gtk_label_set_text (layout->count, "");
}

/* @values: (nullable): [n_classes]; @highlighted: -1 for none */
static void
show_bars (InkPageTextLayout *layout, const InkTextLook *look,
           const double *values, int highlighted)
{
  guint n = ink_model_n_classes (look->model);
  g_autofree guint8 *colors = NULL;

  if (look->mode == INK_TINTS_EACH_CLASS)
    {
      colors = g_new (guint8, n);
      for (guint c = 0; c < n; c++)
        colors[c] = (guint8) ink_class_colors_of (&look->colors, c);
    }
  ink_probability_bars_set_colors (layout->bars, colors, n);
  ink_probability_bars_set (layout->bars, ink_model_class_names (look->model),
                            values, n, highlighted, MAX_BARS);
}

static void
show_nothing (InkPageTextLayout *layout, const InkTextLook *look)
{
  show_no_verdict (layout, look->model);
  ink_text_editor_tint (layout->editor, NULL, look->mode, &look->colors);
  ink_text_words_set (layout->words, look->model,
                      (guint) MAX (0, look->class_index), NULL);
  if (look->model != NULL)
    show_bars (layout, look, NULL, -1);
}

static void
show_reading (InkPageTextLayout *layout, InkTextLook *look,
              const InkTextReading *reading)
{
  gboolean known = reading->n_known > 0;

  ink_class_colors_follow (&look->colors, reading->probabilities);
  show_bars (layout, look, reading->probabilities,
             known ? (int) reading->top : -1);
  show_verdict (layout, look->model, reading);
  show_count (layout, look->model, reading);
  ink_text_editor_tint (layout->editor, reading, look->mode, &look->colors);
  ink_text_words_set (layout->words, look->model, reading->class_index,
                      reading);
}

void
ink_page_text_show (InkPageTextLayout *layout, InkTextLook *look,
                    const InkTextReading *reading)
{
  gtk_widget_set_opacity (layout->right, 1);
  gtk_widget_set_visible (layout->bars_card, look->model != NULL);
  if (reading == NULL || reading->tokens->len == 0)
    show_nothing (layout, look);
  else
    show_reading (layout, look, reading);
}

void
ink_page_text_show_flipped (InkPageTextLayout *layout, const InkTextLook *look,
                            const InkNaiveBayesFlip *flip)
{
  const char *const *names = ink_model_class_names (look->model);
  g_autofree char *p = ink_probability_format (flip->probabilities[flip->to]);
  g_autofree char *remark
      = g_strdup_printf ("%s · without the words struck out", p);

  show_bars (layout, look, flip->probabilities, (int) flip->to);
  gtk_label_set_text (layout->verdict, names[flip->to]);
  gtk_label_set_text (layout->remark, remark);
}

void
ink_page_text_show_waiting (InkPageTextLayout *layout)
{
  ink_text_editor_tint (layout->editor, NULL, INK_TINTS_ONE_CLASS, NULL);
  gtk_label_set_text (layout->count, "reading…");
  gtk_widget_set_opacity (layout->right, FAINT);
}
