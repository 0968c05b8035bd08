/* The figures of one word, as a small table and as a sentence. */
#include "ui/text/word-card.h"

#include <math.h>

#include "ui/format.h"
#include "ui/text/word-format.h"

#define N_LEADING 3
#define N_SHOWN (N_LEADING + 2) /* the one looked at, and the word's own */
#define N_SHARES 3
#define LEAST_SHARE 0.01

/* The likeliest classes, then the one looked at and the one that the word
 * speaks for most, where they are not among them. */
static guint
choose_classes (const InkTextReading *reading, const InkWordFigures *word,
                guint *classes)
{
  guint n_leading = MIN (N_LEADING, reading->n_classes);
  guint own = 0, n = 0;

  for (guint c = 0; c < reading->n_classes; c++)
    {
      guint at = n;

      if (word->contributions[c] > word->contributions[own])
        own = c;
      if (n < n_leading)
        n++;
      else if (reading->probabilities[c]
               <= reading->probabilities[classes[--at]])
        continue;
      for (; at > 0
             && reading->probabilities[classes[at - 1]]
                    < reading->probabilities[c];
           at--)
        classes[at] = classes[at - 1];
      classes[at] = c;
    }
  for (guint i = 0; i < 2; i++)
    {
      guint wanted = i == 0 ? reading->class_index : own;
      gboolean there = FALSE;

      for (guint k = 0; k < n; k++)
        there |= classes[k] == wanted;
      if (!there)
        classes[n++] = wanted;
    }
  return n;
}

static const char *const *
names_of (const InkTextReading *reading)
{
  return ink_model_class_names (
      ink_explanation_model (reading->explanation));
}

/* "once in this text"; (transfer full). */
static char *
describe_count (const InkWordFigures *word)
{
  g_autofree char *count = ink_format_count (word->count);

  if (word->count <= 2)
    return g_strdup (word->count == 1 ? "once in this text"
                                      : "twice in this text");
  return g_strdup_printf ("%s times in this text", count);
}

/* "Weight there: 92 % hockey, 3 % baseball"; (transfer full). */
static char *
describe_shares (const InkTextReading *reading, const InkWordFigures *word)
{
  const InkModel *model = ink_explanation_model (reading->explanation);
  GString *text = g_string_new (NULL);
  g_autofree guint8 *told = g_new0 (guint8, reading->n_classes);
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (model, &options);
  g_string_append (text, options.events == INK_EVENTS_BERNOULLI
                             ? "Of these "
                             : "Weight there: ");
  for (guint i = 0; i < MIN (N_SHARES, reading->n_classes); i++)
    {
      guint best = reading->n_classes;

      for (guint c = 0; c < reading->n_classes; c++)
        if (!told[c]
            && (best == reading->n_classes
                || word->shares[c] > word->shares[best]))
          best = c;
      if (word->shares[best] < LEAST_SHARE)
        break;
      told[best] = TRUE;
      g_string_append_printf (text, "%s%.0f %% %s", i == 0 ? "" : ", ",
                              100 * word->shares[best],
                              names_of (reading)[best]);
    }
  return g_string_free (text, FALSE);
}

/* What the model knows of it; (transfer full). */
static char *
describe_knowledge (const InkTextReading *reading, const InkWordFigures *word)
{
  g_autofree char *texts = ink_format_count (word->document_frequency);
  g_autofree char *all = ink_format_count ((guint) word->n_documents);
  g_autofree char *shares = NULL;
  g_autofree char *ngrams
      = word->n_ngrams == 0
            ? g_strdup ("")
            : g_strdup_printf ("\nIn %u longer term%s of this text",
                               word->n_ngrams, word->n_ngrams == 1 ? "" : "s");

  if (!word->known)
    return g_strdup ("Not known to the model: it adds nothing");
  if (!word->is_term)
    return g_strdup_printf ("Not known by itself%s", ngrams);
  shares = describe_shares (reading, word);
  return g_strdup_printf ("In %s of %s training texts · idf %.2f\n%s%s", texts,
                          all, word->idf, shares, ngrams);
}

static GtkWidget *
new_label (const char *text, float xalign, const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), xalign);
  if (css_class != NULL)
    gtk_widget_add_css_class (label, css_class);
  return label;
}

static void
attach_classes (GtkGrid *grid, const InkTextReading *reading,
                const InkWordFigures *word)
{
  guint classes[N_SHOWN];
  guint n = choose_classes (reading, word, classes);

  for (guint i = 0; i < n; i++)
    {
      double nats = word->contributions[classes[i]];
      g_autofree char *odds = ink_odds_format (nats);
      g_autofree char *figure = g_strdup_printf (
          "%s%.2f nats", nats < 0 ? "−" : "+", fabs (nats));
      gboolean looked_at = classes[i] == reading->class_index;
      int row = (int) i + 1;

      gtk_grid_attach (grid,
                       new_label (names_of (reading)[classes[i]], 0,
                                  looked_at ? "ink-strong" : NULL),
                       0, row, 1, 1);
      gtk_grid_attach (grid, new_label (odds, 1, "ink-strong"), 1, row, 1, 1);
      gtk_grid_attach (grid, new_label (figure, 1, "ink-tabular"), 2, row, 1,
                       1);
    }
}

GtkWidget *
ink_word_card_new (const InkTextReading *reading, guint token)
{
  g_autoptr (InkWordFigures) word
      = ink_explanation_word (reading->explanation, token);
  g_autofree char *count = describe_count (word);
  g_autofree char *knowledge = describe_knowledge (reading, word);
  g_autofree char *described = ink_word_card_describe (reading, token);
  GtkWidget *grid = gtk_grid_new ();
  GtkWidget *name = new_label (word->word, 0, "heading");
  GtkWidget *known = new_label (knowledge, 0, NULL);

  gtk_grid_set_column_spacing (GTK_GRID (grid), 14);
  gtk_grid_set_row_spacing (GTK_GRID (grid), 3);
  gtk_label_set_ellipsize (GTK_LABEL (name), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (name), 30);
  gtk_grid_attach (GTK_GRID (grid), name, 0, 0, 1, 1);
  gtk_grid_attach (GTK_GRID (grid), new_label (count, 1, NULL), 1, 0, 2, 1);
  if (word->known)
    attach_classes (GTK_GRID (grid), reading, word);
  gtk_label_set_wrap (GTK_LABEL (known), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (known), 46);
  gtk_widget_set_margin_top (known, 4);
  gtk_grid_attach (GTK_GRID (grid), known, 0, N_SHOWN + 1, 3, 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (grid),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, described, -1);
  return grid;
}

char *
ink_word_card_describe (const InkTextReading *reading, guint token)
{
  g_autoptr (InkWordFigures) word
      = ink_explanation_word (reading->explanation, token);
  g_autofree char *count = describe_count (word);
  g_autofree char *knowledge = describe_knowledge (reading, word);
  GString *text = g_string_new (NULL);
  guint classes[N_SHOWN];
  guint n = word->known ? choose_classes (reading, word, classes) : 0;

  g_string_append_printf (text, "%s, %s. ", word->word, count);
  for (guint i = 0; i < n; i++)
    {
      double nats = word->contributions[classes[i]];

      g_string_append_printf (text, "%s: odds %s %.2f. ",
                              names_of (reading)[classes[i]],
                              nats < 0 ? "divided by" : "times",
                              exp (fabs (nats)));
    }
  g_string_append (text, knowledge);
  return g_string_free (text, FALSE);
}
