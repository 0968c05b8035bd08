/* `inkling-cli teach MODEL --output FILE`: a short fine-tuning on the drawings
 * that were kept, and what it changed. SIGINT, SIGTERM and SIGHUP stop it, and
 * then nothing is written. */
#include <stdio.h>

#include "app/cli/command.h"
#include "app/cli/interrupt.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/base/parallel.h"
#include "core/store/checkpoint.h"
#include "core/store/my-digits.h"
#include "core/store/shipped-models.h"
#include "core/train/teach-data.h"

static struct
{
  char *output;
  char *folder;
  char *data;
  char *seed;
  char *threads;
  gboolean json;
  gboolean quiet;
} args;

static const GOptionEntry entries[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "Write the taught model to this file", "FILE" },
  { "my-digits", 0, 0, G_OPTION_ARG_FILENAME, &args.folder,
    "Another folder of drawings than your own", "DIR" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "What the model must not forget: its training split is mixed in, its test "
    "split is measured on [mnist]",
    "DATA" },
  { "seed", 0, 0, G_OPTION_ARG_FILENAME, &args.seed,
    "Another seed gives another model [1]", "N" },
  { "threads", 0, 0, G_OPTION_ARG_FILENAME, &args.threads,
    "0: all processors [0]; the result does not depend on it", "N" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &args.quiet,
    "No progress on standard error", NULL },
  { 0 },
};

static gboolean
progress_cb (double fraction, gpointer user_data)
{
  cli_status ("teaching: %.0f %%", 100 * fraction);
  return !cli_interrupt_wanted ();
}

/* "12 of 20 -> 19 of 20" */
static void
print_score (const char *what, const InkTeachScore *score)
{
  printf ("%-32s %u of %u -> %u of %u (%.2f %% -> %.2f %%)\n", what,
          score->before, score->n, score->after, score->n,
          100.0 * score->before / score->n, 100.0 * score->after / score->n);
}

static void
print_plain (const InkTeachResult *result, const InkTeachData *data)
{
  g_autofree char *test
      = cli_plain (ink_image_set_name (data->test));

  if (result->left_out.n > 0)
    print_score ("my digits, left out in turn", &result->left_out);
  print_score ("my digits, by the taught model", &result->own);
  print_score (test, &result->test);
  printf ("%-32s %u drawings, %u steps, %.1f s\n%-32s %s\n", "taught",
          data->n_digits, result->steps, result->seconds, "model",
          args.output);
}

static void
set_score (JsonObject *object, const char *name, const InkTeachScore *score)
{
  JsonObject *counts = json_object_new ();

  json_object_set_int_member (counts, "count", score->n);
  json_object_set_int_member (counts, "before", score->before);
  json_object_set_int_member (counts, "after", score->after);
  cli_json_set_object (object, name, counts);
}

static void
print_json (const InkTeachResult *result, const InkTeachData *data,
            guint64 seed)
{
  JsonObject *object = json_object_new ();

  cli_json_set_string (object, "model", args.output);
  json_object_set_int_member (object, "drawings", data->n_digits);
  json_object_set_int_member (object, "passed_over", data->problems->len);
  set_score (object, "left_out", &result->left_out);
  set_score (object, "own", &result->own);
  set_score (object, "test", &result->test);
  json_object_set_int_member (object, "steps", result->steps);
  json_object_set_int_member (object, "seed", (gint64) seed);
  cli_json_set_number (object, "seconds", result->seconds);
  cli_print_json (object);
}

static void
note_what_matters (const InkModel *base, const InkTeachData *data)
{
  guint n_taught = ink_teach_n_taught (base);

  for (guint i = 0; i < data->problems->len; i++)
    cli_note ("passed over: %s",
              (const char *) g_ptr_array_index (data->problems, i));
  if (n_taught > 0)
    cli_note ("this model was taught before, on %u drawings: where they are "
              "among these, the figures are too good",
              n_taught);
}

static gboolean
teach (const char *name, const InkModel *base, guint n_threads, guint64 seed,
       GError **error)
{
  const char *title = ink_model_fact (base, "title");
  g_autofree char *own = ink_my_digits_folder ();
  g_autoptr (InkTeachData) data = NULL;
  g_autoptr (InkTeachResult) result = NULL;
  InkTeachTask task;

  data = ink_teach_data_load (args.folder != NULL ? args.folder : own,
                              args.data != NULL ? args.data : "mnist", error);
  if (data == NULL)
    return FALSE;
  note_what_matters (base, data);
  task = (InkTeachTask){ .base = base,
                         .digits = data->digits,
                         .n_digits = data->n_digits,
                         .replay = data->replay,
                         .test = data->test,
                         .seed = seed,
                         .n_threads = n_threads };
  cli_interrupt_catch ();
  result = ink_teach (&task, progress_cb, NULL, error);
  if (result == NULL)
    return FALSE;
  ink_teach_set_facts (result, data, base, title != NULL ? title : name, seed);
  if (!ink_checkpoint_save (result->model, args.output, error))
    return FALSE;
  if (args.json)
    print_json (result, data, seed);
  else
    print_plain (result, data);
  return TRUE;
}

static gboolean
run (char **rest, GError **error)
{
  g_autofree char *path = ink_shipped_models_resolve (rest[0]);
  g_autofree char *bare = g_path_get_basename (rest[0]);
  g_autoptr (InkModel) base = NULL;
  guint threads = 0;
  guint64 seed = 1;

  cli_output_set_quiet (args.quiet);
  cli_interrupt_ends (CLI_INTERRUPTED_MODEL);
  if (!cli_require ("--output", args.output, error)
      || !cli_take_uint ("--threads", args.threads, 0, INK_POOL_MAX_THREADS,
                         &threads, error)
      || !cli_take_uint64 ("--seed", args.seed, &seed, error)
      || !cli_check_output (args.output, error)
      || !cli_check_distinct ("--output", args.output, "the model", path,
                              error))
    return FALSE;
  base = ink_checkpoint_load (path, error);
  if (base == NULL)
    return FALSE;
  if (!ink_teach_check_model (base, error))
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  return teach (bare, base, threads, seed, error);
}

gboolean
cli_teach (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "teach", "MODEL --output FILE",
      "Teaches a copy of MODEL, one that reads digits, the drawings of My\n"
      "Digits (see `inkling-cli my-digits`), mixed with MNIST so that it does\n"
      "not forget, and tells how many are read right before and after: of\n"
      "your drawings, each judged by a model that was not taught on it, and\n"
      "of MNIST's test set. MODEL stays as it is.");

  cli_options_add_group (context, "teach", "Options of teach:", entries);
  return cli_options_run (context, argv, names, FALSE, run, error);
}
