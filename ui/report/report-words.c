/* The report in sentences: what somebody would say who has read all of its
 * tables, and what makes the figures mean less than they seem to. */
#include <math.h>

#include "core/metrics/intervals.h"
#include "ui/report/report-markup.h"
#include "ui/report/report-private.h"

#define SURE 0.99
#define FEW_EXAMPLES 200
#define FEW_OF_CLASS 10
#define MAX_NAMED 5

static void
add (GPtrArray *list, char *text)
{
  g_ptr_array_add (list, text);
}

/* "10,000 images", "1 text"; (transfer full) */
static char *
count_of (const InkReport *report, guint64 n)
{
  g_autofree char *count = ink_report_count (n);

  return g_strdup_printf ("%s %s%s", count, report->noun, n == 1 ? "" : "s");
}

static const char *
name_of (const InkReport *report, guint32 c)
{
  return ink_evaluation_class_names (report->evaluation)[c];
}

static guint64
count_wrong (const InkReport *report)
{
  const guint64 *cells = ink_evaluation_confusion (report->evaluation);
  const guint n = ink_evaluation_n_classes (report->evaluation);
  guint64 wrong = ink_evaluation_count (report->evaluation);

  for (guint c = 0; c < n; c++)
    wrong -= cells[(gsize) c * n + c];
  return wrong;
}

static void
say_accuracy (InkReport *report)
{
  const double level = report->subject->bootstrap.level;
  const guint64 wrong = count_wrong (report);
  g_autofree char *all
      = count_of (report, ink_evaluation_count (report->evaluation));
  g_autofree char *count = ink_report_count (wrong);
  g_autofree char *share
      = ink_report_percent (ink_evaluation_accuracy (report->evaluation));
  g_autofree char *confidence = g_strdup_printf ("%g", 100 * level);
  g_autofree char *from = NULL;
  g_autofree char *to = NULL;
  double low, high;

  ink_evaluation_accuracy_interval_at (report->evaluation, level, &low, &high);
  from = ink_report_percent (low);
  to = ink_report_percent (high);
  add (report->sentences,
       g_strdup_printf ("Of %s, %s %s read wrong: %s were read right "
                        "(%s\xc2\xa0%% interval %s to %s).",
                        all, wrong == 0 ? "none" : count,
                        wrong == 1 ? "was" : "were", share, confidence, from,
                        to));
}

/* What somebody reaches who looks at nothing. */
static void
say_baseline (InkReport *report)
{
  const guint n = ink_evaluation_n_classes (report->evaluation);
  const double all = (double) ink_evaluation_count (report->evaluation);
  g_autofree char *share = NULL;
  guint64 most = 0;

  for (guint c = 0; c < n; c++)
    most = MAX (most, ink_evaluation_class (report->evaluation, c)->support);
  share = ink_report_percent ((double) most / all);
  add (report->sentences,
       g_strdup_printf ("Always giving the same answer would be right for at "
                        "most %s.",
                        share));
}

static void
say_hardest (InkReport *report)
{
  const guint n = ink_evaluation_n_classes (report->evaluation);
  const guint64 *cells = ink_evaluation_confusion (report->evaluation);
  const InkClassFigures *worst = NULL;
  g_autofree char *name = NULL;
  g_autofree char *missed = NULL;
  g_autofree char *all = NULL;
  guint which = 0;

  for (guint c = 0; c < n; c++)
    {
      const InkClassFigures *f = ink_evaluation_class (report->evaluation, c);

      if (f->support == 0 || (worst != NULL && f->recall >= worst->recall))
        continue;
      worst = f;
      which = c;
    }
  if (n < 3 || worst == NULL || worst->recall >= 1)
    return;
  name = ink_report_name (name_of (report, which));
  missed = ink_report_count (worst->support
                             - cells[(gsize) which * n + which]);
  all = count_of (report, worst->support);
  add (report->sentences,
       g_strdup_printf ("Hardest was “%s”: of its %s, %s %s read as another "
                        "class.",
                        name, all, missed,
                        g_strcmp0 (missed, "1") == 0 ? "was" : "were"));
}

static void
say_confusion (InkReport *report)
{
  const guint n = ink_evaluation_n_classes (report->evaluation);
  const guint64 *cells = ink_evaluation_confusion (report->evaluation);
  g_autofree char *truth = NULL;
  g_autofree char *read_as = NULL;
  g_autofree char *count = NULL;
  guint64 most = 0;
  gsize which = 0;

  for (gsize i = 0; i < (gsize) n * n; i++)
    if (i / n != i % n && cells[i] > most)
      {
        most = cells[i];
        which = i;
      }
  if (most == 0)
    return;
  truth = ink_report_name (name_of (report, (guint32) (which / n)));
  read_as = ink_report_name (name_of (report, (guint32) (which % n)));
  count = ink_report_count (most);
  add (report->sentences,
       g_strdup_printf ("The most frequent mistake: “%s” read as “%s”, %s "
                        "time%s.",
                        truth, read_as, count, most == 1 ? "" : "s"));
}

/* How many of the examples are on the sure side, and wrong on either. */
static void
count_sure (const InkReport *report, guint64 n[2], guint64 wrong[2])
{
  const InkEvaluation *e = report->evaluation;
  const double *p = ink_evaluation_probabilities (e);
  const guint n_classes = ink_evaluation_n_classes (e);

  for (gsize i = 0; i < ink_evaluation_count (e); i++)
    {
      guint32 predicted = ink_evaluation_predicted (e)[i];
      gboolean sure = p[i * n_classes + predicted] >= SURE;

      n[sure]++;
      wrong[sure] += predicted != ink_evaluation_labels (e)[i];
    }
}

static void
say_sure (InkReport *report)
{
  guint64 n[2] = { 0 };
  guint64 wrong[2] = { 0 };
  g_autofree char *sure = NULL;
  g_autofree char *unsure = NULL;
  g_autofree char *wrong_sure = NULL;
  g_autofree char *wrong_unsure = NULL;

  count_sure (report, n, wrong);
  if (n[FALSE] == 0 || n[TRUE] == 0)
    return;
  sure = count_of (report, n[TRUE]);
  unsure = count_of (report, n[FALSE]);
  wrong_sure = ink_report_count (wrong[TRUE]);
  wrong_unsure = ink_report_count (wrong[FALSE]);
  add (report->sentences,
       g_strdup_printf ("Where the model was at least 99\xc2\xa0%% sure (%s), "
                        "%s %s wrong; where it was less sure (%s), %s.",
                        sure, wrong[TRUE] == 0 ? "none" : wrong_sure,
                        wrong[TRUE] == 1 ? "was" : "were", unsure,
                        wrong[FALSE] == 0 ? "none" : wrong_unsure));
}

static double
mean_confidence (const InkEvaluation *e)
{
  const double *p = ink_evaluation_probabilities (e);
  const guint n_classes = ink_evaluation_n_classes (e);
  const gsize n = ink_evaluation_count (e);
  double sum = 0;

  for (gsize i = 0; i < n; i++)
    sum += p[i * n_classes + ink_evaluation_predicted (e)[i]];
  return sum / (double) n;
}

/* Too sure or too modest only where the accuracy's interval says so. */
static void
say_calibration (InkReport *report)
{
  const double mean = mean_confidence (report->evaluation);
  g_autofree char *confidence = ink_report_percent (mean);
  g_autofree char *accuracy
      = ink_report_percent (ink_evaluation_accuracy (report->evaluation));
  const char *verdict = "what it claims agrees with what it reaches";
  double low, high;

  ink_evaluation_accuracy_interval_at (report->evaluation,
                                       report->subject->bootstrap.level, &low,
                                       &high);
  if (mean > high)
    verdict = "it claims more than it reaches";
  else if (mean < low)
    verdict = "it claims less than it reaches";
  add (report->sentences,
       g_strdup_printf ("On average it was %s sure, and right for %s: %s.",
                        confidence, accuracy, verdict));
}

/* Names of the classes that @holds, at most a few; (transfer full), NULL for
 * none. */
static char *
name_classes (const InkReport *report,
              gboolean (*holds) (const InkReport *report, guint c), guint *n)
{
  GString *list = g_string_new (NULL);

  *n = 0;
  for (guint c = 0; c < ink_evaluation_n_classes (report->evaluation); c++)
    {
      g_autofree char *name = NULL;

      if (!holds (report, c))
        continue;
      (*n)++;
      if (*n > MAX_NAMED)
        continue;
      name = ink_report_name (name_of (report, c));
      g_string_append_printf (list, "%s“%s”", *n > 1 ? ", " : "", name);
    }
  if (*n > MAX_NAMED)
    g_string_append_printf (list, " and %u more", *n - MAX_NAMED);
  return g_string_free (list, *n == 0);
}

static gboolean
is_absent (const InkReport *report, guint c)
{
  return ink_evaluation_class (report->evaluation, c)->support == 0;
}

static gboolean
is_rare (const InkReport *report, guint c)
{
  guint64 support = ink_evaluation_class (report->evaluation, c)->support;

  return support > 0 && support < FEW_OF_CLASS;
}

static gboolean
is_never_said (const InkReport *report, guint c)
{
  const guint n = ink_evaluation_n_classes (report->evaluation);
  const guint64 *cells = ink_evaluation_confusion (report->evaluation);

  for (guint r = 0; r < n; r++)
    if (cells[(gsize) r * n + c] > 0)
      return FALSE;
  return !is_absent (report, c);
}

static void
warn_of_classes (InkReport *report,
                 gboolean (*holds) (const InkReport *report, guint c),
                 const char *one, const char *several)
{
  guint n;
  g_autofree char *names = name_classes (report, holds, &n);

  if (names != NULL)
    add (report->caveats,
         g_strdup_printf ("%s %s: %s", n == 1 ? "Class" : "Classes", names,
                          n == 1 ? one : several));
}

static void
warn_of_size (InkReport *report)
{
  const gsize n = ink_evaluation_count (report->evaluation);
  g_autofree char *count = count_of (report, n);

  if (n < FEW_EXAMPLES)
    add (report->caveats,
         g_strdup_printf ("Only %s were measured: the intervals are wide, and "
                          "small differences say nothing.",
                          count));
  warn_of_classes (report, is_rare,
                   "fewer than 10 examples; its figures are hardly sure.",
                   "fewer than 10 examples each; their figures are hardly "
                   "sure.");
}

static void
add_caveats (InkReport *report)
{
  const InkReportSubject *subject = report->subject;

  if (g_strcmp0 (ink_model_fact (subject->model, "data_hash"),
                 report->data_hash)
      == 0)
    add (report->caveats,
         g_strdup ("These are the examples that the model was trained on: the "
                   "figures say how well it remembers, not how well it reads "
                   "what it has never seen."));
  else if (g_strcmp0 (subject->split, "train") == 0)
    add (report->caveats,
         g_strdup ("This is the data's training split: if the model learnt "
                   "from it, the figures are better than on unseen "
                   "examples."));
  warn_of_classes (report, is_absent,
                   "not in this data; what the model makes of it is not "
                   "measured.",
                   "not in this data; what the model makes of them is not "
                   "measured.");
  warn_of_classes (report, is_never_said,
                   "the model never gave this answer, though there are such "
                   "examples.",
                   "the model never gave these answers, though there are such "
                   "examples.");
  warn_of_size (report);
  if (!report->has_estimates)
    add (report->caveats,
         g_strdup ("No resamples were drawn: only accuracy and ROC AUC have an "
                   "interval."));
}

void
ink_report_add_words (InkReport *report)
{
  say_accuracy (report);
  say_baseline (report);
  say_hardest (report);
  say_confusion (report);
  say_sure (report);
  say_calibration (report);
  add_caveats (report);
}

const char *
ink_report_caption (InkEvaluationChart chart)
{
  static const char *const captions[INK_N_EVALUATION_CHARTS] = {
    [INK_CHART_CONFUSION]
    = "How many examples of each class (row) were read as which (column). The "
      "diagonal is right.",
    [INK_CHART_CONFUSION_SHARES]
    = "The same in % of each row: what becomes of the examples of a class.",
    [INK_CHART_ROC]
    = "How many of a class are found, against how many of the others are taken "
      "for it, as the threshold falls. The nearer to the upper left, the "
      "better; the diagonal is chance.",
    [INK_CHART_PRECISION_RECALL]
    = "How many of those called a class are of it, against how many of it are "
      "found. The nearer to the upper right, the better.",
    [INK_CHART_RELIABILITY]
    = "How often the model was right when it was so sure. On the diagonal its "
      "probabilities can be believed; below it, it claims too much.",
    [INK_CHART_CONFIDENCE]
    = "How sure the model was when it was right and when it was wrong.",
    [INK_CHART_CLASS_FIGURES]
    = "Precision, recall and F1 of each class.",
  };

  return captions[chart];
}
