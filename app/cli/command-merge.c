/* `inkling-cli merge MODEL MODEL... --output FILE`: one naive Bayes model of
 * several that were counted on parts of a corpus. Says what was added, and
 * whether it is the model of the whole corpus. */
#include <stdio.h>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/known-data.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-calibration.h"
#include "core/model/naive-bayes-merge.h"
#include "core/model/naive-bayes-text.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

#define MOST_NAMED 8 /* parts whose data the model names */

static struct
{
  char *output;
  char *title;
  gboolean json;
} args;

static const GOptionEntry entries[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "Write the model to this file", "FILE" },
  { "title", 0, 0, G_OPTION_ARG_FILENAME, &args.title,
    "What the model is called", "TITLE" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { 0 },
};

typedef struct
{
  GPtrArray *paths; /* (element-type utf8) */
  GPtrArray *parts; /* (element-type InkModel) */
  InkModel *merged;
  gboolean exact;
} Merge;

static void
merge_clear (Merge *merge)
{
  g_clear_pointer (&merge->paths, g_ptr_array_unref);
  g_clear_pointer (&merge->parts, g_ptr_array_unref);
  g_clear_pointer (&merge->merged, ink_model_unref);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Merge, merge_clear)

static gboolean
load (Merge *merge, char **names, GError **error)
{
  merge->paths = g_ptr_array_new_with_free_func (g_free);
  merge->parts
      = g_ptr_array_new_with_free_func ((GDestroyNotify) ink_model_unref);
  for (guint i = 0; names[i] != NULL; i++)
    {
      char *path = ink_shipped_models_resolve (names[i]);
      InkModel *model;

      g_ptr_array_add (merge->paths, path);
      if (!cli_check_distinct ("--output", args.output, "a model", path, error))
        return FALSE;
      model = ink_checkpoint_load (path, error);
      if (model == NULL)
        return FALSE;
      g_ptr_array_add (merge->parts, model);
    }
  return TRUE;
}

static gboolean
add_up (Merge *merge, GError **error)
{
  merge->merged = ink_model_ref (merge->parts->pdata[0]);
  merge->exact = TRUE;
  for (guint i = 1; i < merge->parts->len; i++)
    {
      gboolean exact;
      InkModel *sum = ink_naive_bayes_merge (
          merge->merged, merge->parts->pdata[i], &exact, error);

      if (sum == NULL)
        {
          g_prefix_error (error, "%s, %s: ",
                          (const char *) merge->paths->pdata[0],
                          (const char *) merge->paths->pdata[i]);
          return FALSE;
        }
      ink_model_unref (merge->merged);
      merge->merged = sum;
      merge->exact = merge->exact && exact;
    }
  return TRUE;
}

/* That fact of every part, or of some and how many more; (transfer full)
 * (nullable). */
static char *
join_facts (const Merge *merge, const char *key, const char *between)
{
  g_autoptr (GString) text = g_string_new (NULL);
  guint n = merge->parts->len;

  for (guint i = 0; i < MIN (n, MOST_NAMED); i++)
    {
      const char *fact = ink_model_fact (merge->parts->pdata[i], key);

      if (fact == NULL)
        return NULL;
      g_string_append_printf (text, "%s%s", i > 0 ? between : "", fact);
    }
  if (n > MOST_NAMED)
    g_string_append_printf (text, "%s%u more", between, n - MOST_NAMED);
  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* Of all parts' data, and of the parts that these were merged of. */
static void
set_hashes (const Merge *merge)
{
  for (guint i = 0; i < merge->parts->len; i++)
    {
      g_auto (GStrv) hashes = cli_learned_hashes (merge->parts->pdata[i]);

      cli_add_learned_hashes (merge->merged, hashes);
    }
}

static gboolean
all_read_mails (const Merge *merge)
{
  for (guint i = 0; i < merge->parts->len; i++)
    if (!ink_model_reads_mails (merge->parts->pdata[i]))
      return FALSE;
  return TRUE;
}

static void
set_facts (const Merge *merge)
{
  InkModel *model = merge->merged;
  g_autofree char *data = join_facts (merge, "data", " + ");
  g_autofree char *recipe = NULL;
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (model, &options);
  recipe = ink_naive_bayes_options_text (&options);
  if (args.title != NULL)
    ink_model_set_fact (model, "title", args.title);
  if (data != NULL)
    ink_model_set_fact (model, "data", data);
  if (all_read_mails (merge))
    ink_model_set_fact (model, INK_FACT_MAIL, "true");
  set_hashes (merge);
  ink_model_set_integer_fact (model, "parts", merge->parts->len);
  ink_model_set_fact (model, "merge_exact", merge->exact ? "true" : "false");
  ink_model_set_fact (model, "recipe", recipe);
  ink_model_set_integer_fact (model, "examples",
                              ink_naive_bayes_n_texts (model));
}

/* Without an exact sum: whether it is for terms that a part left out. */
static gboolean
lost_terms (const Merge *merge)
{
  InkNaiveBayesOptions options;

  ink_naive_bayes_options (merge->merged, &options);
  return options.norm == INK_NORM_NONE || options.idf == INK_IDF_NONE
         || options.events == INK_EVENTS_BERNOULLI;
}

static const char *
how_exact (const Merge *merge)
{
  if (!merge->exact)
    return lost_terms (merge)
               ? "what min-df, max-df or max-features left out of a part is "
                 "lost to it"
               : "each part keeps the weights of its own idf";
  return ink_naive_bayes_n_texts (merge->merged)
                 == ink_naive_bayes_n_documents (merge->merged)
             ? "to rounding the model of the whole corpus"
             : "to rounding the model of these texts, weighed by a dictionary "
               "of others or more";
}

static void
print_plain (const Merge *merge)
{
  for (guint i = 0; i < merge->parts->len; i++)
    {
      const InkModel *part = merge->parts->pdata[i];

      printf ("%-12s %s: %" G_GUINT64_FORMAT " texts, %u classes, %u "
              "features\n",
              i == 0 ? "added" : "", (const char *) merge->paths->pdata[i],
              ink_naive_bayes_n_texts (part), ink_model_n_classes (part),
              ink_naive_bayes_n_features (part));
    }
  printf ("together     %" G_GUINT64_FORMAT " texts, %u classes, %u features\n"
          "exact        %s: %s\nmodel        %s\n",
          ink_naive_bayes_n_texts (merge->merged),
          ink_model_n_classes (merge->merged),
          ink_naive_bayes_n_features (merge->merged),
          merge->exact ? "yes" : "no", how_exact (merge), args.output);
}

static void
note_calibration (const Merge *merge)
{
  for (guint i = 0; i < merge->parts->len; i++)
    if (ink_naive_bayes_temperature (merge->parts->pdata[i]) != 1)
      {
        cli_note ("probabilities are raw: a calibration is of the part that it "
                  "was fitted on; inkling-cli calibrate fits one to all, on "
                  "texts that are in no part");
        return;
      }
}

/* Not an error: a corpus may hold the same part twice. */
static void
note_twice (const Merge *merge)
{
  g_autoptr (GHashTable) parts
      = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);

  for (guint i = 0; i < merge->parts->len; i++)
    {
      g_auto (GStrv) hashes = cli_learned_hashes (merge->parts->pdata[i]);

      for (guint h = 0; hashes[h] != NULL; h++)
        {
          gpointer first = g_hash_table_lookup (parts, hashes[h]);

          if (first == NULL) /* numbered from 1 */
            g_hash_table_insert (parts, g_strdup (hashes[h]),
                                 GUINT_TO_POINTER (i + 1));
          else if (GPOINTER_TO_UINT (first) != i + 1)
            {
              cli_note ("note: %s and %s have learned from the same texts: "
                        "they count twice",
                        (const char *)
                            merge->paths->pdata[GPOINTER_TO_UINT (first) - 1],
                        (const char *) merge->paths->pdata[i]);
              return;
            }
        }
    }
}

static JsonObject *
to_json (const InkModel *model, const char *path)
{
  JsonObject *object = json_object_new ();

  cli_json_set_string (object, "model", path);
  json_object_set_int_member (object, "count",
                              (gint64) ink_naive_bayes_n_texts (model));
  json_object_set_int_member (object, "classes", ink_model_n_classes (model));
  json_object_set_int_member (object, "features",
                              ink_naive_bayes_n_features (model));
  return object;
}

static void
print_json (const Merge *merge)
{
  JsonObject *object = to_json (merge->merged, args.output);
  JsonArray *parts = json_array_new ();

  for (guint i = 0; i < merge->parts->len; i++)
    json_array_add_object_element (
        parts, to_json (merge->parts->pdata[i], merge->paths->pdata[i]));
  json_object_set_boolean_member (object, "exact", merge->exact);
  json_object_set_array_member (object, "parts", parts);
  cli_print_json (object);
}

static gboolean
run (char **names, GError **error)
{
  g_auto (Merge) merge = { 0 };

  cli_interrupt_ends (CLI_INTERRUPTED_MODEL);
  if (!cli_require ("--output", args.output, error)
      || !cli_check_output (args.output, error)
      || !load (&merge, names, error)
      || !add_up (&merge, error))
    return FALSE;
  set_facts (&merge);
  if (!ink_checkpoint_save (merge.merged, args.output, error))
    return FALSE;
  note_calibration (&merge);
  note_twice (&merge);
  if (args.json)
    print_json (&merge);
  else
    print_plain (&merge);
  return TRUE;
}

gboolean
cli_merge (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", "a second MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "merge", "MODEL MODEL... --output FILE",
      "Adds naive Bayes models that were trained on parts of a corpus, with\n"
      "the same options: texts, document frequencies and counts are added,\n"
      "classes are matched by name. With --norm none, --idf none or\n"
      "--event-model bernoulli the sum is to rounding the model of the whole\n"
      "corpus. With a norm and an idf it is so where all parts were trained\n"
      "with one --dictionary: merge them once for the dictionary, train each\n"
      "part again with it, and merge those. What --min-df and --max-df leave\n"
      "out is for that second training; before it nothing should be.\n"
      "The sum is not calibrated: `calibrate` is for that.");

  cli_options_add_group (context, "merge", "Options of merge:", entries);
  return cli_options_run (context, argv, names, TRUE, run, error);
}
