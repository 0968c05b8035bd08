/* `inkling-cli compare A B --data DATA`: two models on one split of a data set:
 * every figure of both, what the difference is and how sure, and the examples
 * that changed. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "app/cli/take-bootstrap.h"
#include "core/base/error.h"
#include "core/metrics/comparison.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

static struct
{
  char *data;
  char *split;
  char *changed;
  char *resamples;
  char *level;
  char *seed;
  char *threads;
  gboolean json;
} args;

static CliTextArgs text_args;

static const GOptionEntry entries[] = {
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "A data set's name or path (required)", "DATA" },
  { "split", 0, 0, G_OPTION_ARG_FILENAME, &args.split,
    "train or test, where DATA has splits [test]", "NAME" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "changed", 0, 0, G_OPTION_ARG_FILENAME, &args.changed,
    "CSV of the examples that A and B take for different classes", "FILE" },
  { "level", 0, 0, G_OPTION_ARG_FILENAME, &args.level,
    "Of the intervals [0.95]", "X" },
  { "resamples", 0, 0, G_OPTION_ARG_FILENAME, &args.resamples,
    "Of the bootstrap [2000]", "N" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Of the resamples [1]", "N" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &args.threads,
    "Threads [one a processor]", "N" },
  { 0 },
};

typedef struct
{
  InkSplit split;
  guint threads;
  InkBootstrapOptions bootstrap;
  InkTextOptions text;
} Settings;

static gboolean
take_settings (Settings *settings, GError **error)
{
  static const char *const splits[]
      = { [INK_SPLIT_TRAIN] = "train", [INK_SPLIT_TEST] = "test", NULL };
  guint split = INK_SPLIT_TEST;

  *settings = (Settings) { .bootstrap = { .n_resamples
                                          = INK_BOOTSTRAP_RESAMPLES,
                                          .seed = 1,
                                          .level = 0.95 } };
  if (!cli_require ("--data", args.data, error)
      || !cli_take_choice ("--split", args.split, splits, &split, error)
      || !cli_take_uint ("--threads", args.threads, 1, INK_POOL_MAX_THREADS,
                         &settings->threads, error)
      || !cli_take_bootstrap ("--resamples", args.resamples, args.level,
                              args.seed, &settings->bootstrap, error)
      || !cli_take_text_options (&text_args, &settings->text, error))
    return FALSE;
  settings->split = (InkSplit) split;
  return TRUE;
}

/* Models A and B, their files, and what they made of the same examples. */
typedef struct
{
  char *paths[2];
  InkModel *models[2];
  InkEvaluation *evaluations[2];
  CliExamples examples;
} Pair;

static void
pair_clear (Pair *pair)
{
  for (guint i = 0; i < 2; i++)
    {
      g_free (pair->paths[i]);
      g_clear_pointer (&pair->models[i], ink_model_unref);
      g_clear_pointer (&pair->evaluations[i], ink_evaluation_unref);
    }
  cli_examples_clear (&pair->examples);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Pair, pair_clear)

static gboolean
check_outputs (const Pair *pair, GError **error)
{
  return cli_check_distinct ("--changed", args.changed, "model A",
                             pair->paths[0], error)
         && cli_check_distinct ("--changed", args.changed, "model B",
                                pair->paths[1], error)
         && cli_check_distinct ("--changed", args.changed, "the data",
                                args.data, error)
         && (args.changed == NULL || cli_check_output (args.changed, error));
}

static gboolean
load_models (Pair *pair, GError **error)
{
  const InkModelClass *classes[2];

  for (guint i = 0; i < 2; i++)
    {
      pair->models[i] = ink_checkpoint_load (pair->paths[i], error);
      if (pair->models[i] == NULL)
        return FALSE;
      classes[i] = ink_model_class (pair->models[i]);
    }
  if (classes[0]->input == classes[1]->input)
    return TRUE;
  return ink_error_set (error, INK_ERROR_MISMATCH,
                        "%s and %s: expected two models of the same kind of "
                        "input, found %s and %s",
                        pair->paths[0], pair->paths[1], classes[0]->name,
                        classes[1]->name);
}

static gboolean
measure (Pair *pair, const Settings *settings, GError **error)
{
  const InkModelClass *first;

  if (!load_models (pair, error))
    return FALSE;
  first = ink_model_class (pair->models[0]);
  if (!cli_examples_load (args.data, settings->split, first->input,
                          first->name, &settings->text, &pair->examples,
                          error))
    return FALSE;
  for (guint i = 0; i < 2; i++)
    {
      pair->evaluations[i] = cli_examples_evaluate (
          &pair->examples, pair->models[i], settings->threads, error);
      if (pair->evaluations[i] == NULL)
        return FALSE;
    }
  return TRUE;
}

static void
print_number (double value, int decimals)
{
  if (isfinite (value))
    printf ("  %9.*f", decimals, value);
  else
    printf ("  %9s", "-");
}

static void
print_signed (double value, int decimals)
{
  if (isfinite (value))
    printf ("  %+9.*f", decimals, value);
  else
    printf ("  %9s", "-");
}

static void
print_figures (const InkComparison *c)
{
  printf ("\n%-22s  %9s  %9s  %9s  %g %% interval\n", "", "A", "B", "B - A",
          100 * c->options.level);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    {
      char better = ink_comparison_better (c, (InkFigure) f);

      printf ("%-22s", ink_figure_name ((InkFigure) f));
      print_number (c->a[f].value, 5);
      print_number (c->b[f].value, 5);
      print_signed (c->difference[f].value, 5);
      print_signed (c->difference[f].low, 5);
      fputs (" to", stdout);
      print_signed (c->difference[f].high, 5);
      if (better != 0)
        printf ("  %c is better", better);
      putchar ('\n');
    }
}

static void
print_classes (const InkComparison *c, const char *const *names)
{
  printf ("\nROC AUC of one class against the rest, "
          "DeLong's test of each alone\n"
          "%9s  %9s  %9s  %9s  %9s  class\n",
          "A", "B", "B - A", "std error", "p");
  for (guint i = 0; i < c->n_classes; i++)
    {
      const InkAucComparison *auc = &c->classes[i];
      g_autofree char *name = cli_plain (names[i]);

      if (!isfinite (auc->a.area))
        continue;
      printf ("%9.6f  %9.6f", auc->a.area, auc->b.area);
      print_signed (auc->difference, 6);
      print_number (auc->standard_error, 6);
      if (isfinite (auc->p))
        printf ("  %9.2g  %s\n", auc->p, name);
      else
        printf ("  %9s  %s\n", "-", name);
    }
}

static void
print_plain (const Pair *pair, const InkComparison *c)
{
  g_autofree char *sentence = ink_comparison_sentence (c);
  g_autofree char *a = cli_plain (pair->paths[0]);
  g_autofree char *b = cli_plain (pair->paths[1]);

  printf ("A  %.2f %%  %s\nB  %.2f %%  %s\n\n%s\n",
          100 * c->a[INK_FIGURE_ACCURACY].value, a,
          100 * c->b[INK_FIGURE_ACCURACY].value, b, sentence);
  printf ("of %" G_GSIZE_FORMAT " examples: %" G_GUINT64_FORMAT
          " changed for the better, %" G_GUINT64_FORMAT
          " for the worse, %" G_GUINT64_FORMAT " from wrong to wrong\n",
          c->n, c->better, c->worse, c->otherwise);
  print_figures (c);
  print_classes (c, ink_evaluation_class_names (pair->evaluations[0]));
}

static void
set_interval (JsonObject *object, const char *key, double low, double high)
{
  JsonArray *ends;

  if (!isfinite (low) || !isfinite (high))
    {
      json_object_set_null_member (object, key);
      return;
    }
  ends = json_array_new ();
  json_array_add_double_element (ends, low);
  json_array_add_double_element (ends, high);
  json_object_set_array_member (object, key, ends);
}

static JsonObject *
estimate_to_json (const InkComparison *c, InkFigure figure)
{
  JsonObject *object = json_object_new ();
  char better = ink_comparison_better (c, figure);

  cli_json_set_number (object, "a", c->a[figure].value);
  set_interval (object, "a_interval", c->a[figure].low, c->a[figure].high);
  cli_json_set_number (object, "b", c->b[figure].value);
  set_interval (object, "b_interval", c->b[figure].low, c->b[figure].high);
  cli_json_set_number (object, "difference", c->difference[figure].value);
  set_interval (object, "difference_interval", c->difference[figure].low,
                c->difference[figure].high);
  cli_json_set_string (object, "better",
                       better == 0 ? NULL : better == 'A' ? "a" : "b");
  return object;
}

static JsonArray *
classes_to_json (const InkComparison *c, const char *const *names)
{
  JsonArray *list = json_array_new ();

  for (guint i = 0; i < c->n_classes; i++)
    {
      const InkAucComparison *auc = &c->classes[i];
      JsonObject *object = json_object_new ();

      cli_json_set_string (object, "label", names[i]);
      cli_json_set_number (object, "roc_auc_a", auc->a.area);
      cli_json_set_number (object, "roc_auc_b", auc->b.area);
      cli_json_set_number (object, "difference", auc->difference);
      cli_json_set_number (object, "standard_error", auc->standard_error);
      set_interval (object, "difference_interval", auc->low, auc->high);
      cli_json_set_number (object, "delong_p", auc->p);
      json_array_add_object_element (list, object);
    }
  return list;
}

static void
set_counts (JsonObject *object, const InkComparison *c)
{
  json_object_set_int_member (object, "count", (gint64) c->n);
  json_object_set_int_member (object, "both_right", (gint64) c->both_right);
  json_object_set_int_member (object, "better", (gint64) c->better);
  json_object_set_int_member (object, "worse", (gint64) c->worse);
  json_object_set_int_member (object, "both_wrong", (gint64) c->both_wrong);
  json_object_set_int_member (object, "otherwise", (gint64) c->otherwise);
  cli_json_set_number (object, "mcnemar_p", c->mcnemar_p);
}

static void
print_json (const Pair *pair, const InkComparison *c)
{
  const char *const *names = ink_evaluation_class_names (pair->evaluations[0]);
  g_autofree char *sentence = ink_comparison_sentence (c);
  JsonObject *object = json_object_new ();
  JsonObject *figures = json_object_new ();

  cli_json_set_string (object, "a", pair->paths[0]);
  cli_json_set_string (object, "b", pair->paths[1]);
  cli_json_set_string (object, "sentence", sentence);
  set_counts (object, c);
  cli_json_set_number (object, "level", c->options.level);
  json_object_set_int_member (object, "resamples", c->options.n_resamples);
  json_object_set_int_member (object, "seed", (gint64) c->options.seed);
  for (guint f = 0; f < INK_N_FIGURES; f++)
    cli_json_set_object (figures, ink_figure_key ((InkFigure) f),
                         estimate_to_json (c, (InkFigure) f));
  cli_json_set_object (object, "figures", figures);
  json_object_set_array_member (object, "classes", classes_to_json (c, names));
  cli_print_json (object);
}

/* Says what makes the figures mean less than they seem to. */
static void
note_caveats (const Pair *pair)
{
  g_autofree char *hash = cli_examples_hash (&pair->examples);

  for (guint i = 0; i < 2; i++)
    if (g_strcmp0 (ink_model_fact (pair->models[i], "data_hash"), hash) == 0)
      cli_note ("note: these are the examples that model %c was trained on",
                i == 0 ? 'A' : 'B');
}

static gboolean
compare (char **names, GError **error)
{
  g_auto (Pair) pair = { .paths = { ink_shipped_models_resolve (names[0]),
                                    ink_shipped_models_resolve (names[1]) } };
  g_autoptr (InkPool) pool = NULL;
  g_autoptr (InkComparison) comparison = NULL;
  Settings settings;

  if (!take_settings (&settings, error) || !check_outputs (&pair, error)
      || !measure (&pair, &settings, error))
    return FALSE;
  pool = ink_pool_new (settings.threads);
  cli_watch_bootstrap (&settings.bootstrap);
  comparison
      = ink_comparison_new (pair.evaluations[0], pair.evaluations[1],
                            &settings.bootstrap, pool, error);
  if (!cli_bootstrap_ended (comparison != NULL, error))
    return FALSE;
  if (args.json)
    print_json (&pair, comparison);
  else
    print_plain (&pair, comparison);
  if (args.changed != NULL
      && !ink_comparison_write_changes (pair.evaluations[0],
                                        pair.evaluations[1], args.changed,
                                        error))
    return FALSE;
  note_caveats (&pair);
  return TRUE;
}

gboolean
cli_compare (char **argv, GError **error)
{
  static const char *const names[] = { "A", "B", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "compare", "A B --data DATA",
      "Measures two models on the same labelled examples and says whether B\n"
      "is better than A, and how sure that is: McNemar's exact test of the\n"
      "accuracy, intervals of every figure's difference by the paired\n"
      "bootstrap, DeLong's test of each class's area under the ROC curve.\n"
      "A and B are files, or names of models that come with the program. The\n"
      "same seed gives the same intervals, whatever the number of threads.\n"
      "\n"
      "--changed writes index, label, a, b and change: better, worse, or\n"
      "other where both are wrong.");
  g_auto (GStrv) rest = NULL;
  gboolean help;

  cli_options_add_group (context, "compare", "Options of compare:", entries);
  cli_options_add_text_group (context, &text_args);
  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  if (help)
    {
      cli_options_print_help (context);
      return TRUE;
    }
  return cli_require_arguments (rest, names, FALSE, error)
         && compare (rest, error);
}
