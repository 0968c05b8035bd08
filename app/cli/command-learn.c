/* `inkling-cli learn MODEL --text TEXT --label LABEL --output FILE`: what *It
 * is a ...* does in the workbench. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/examples.h"
#include "app/cli/interrupt.h"
#include "app/cli/known-data.h"
#include "app/cli/options.h"
#include "app/cli/output.h"
#include "core/base/error.h"
#include "core/data/mail.h"
#include "core/model/evaluate.h"
#include "core/model/naive-bayes-calibration.h"
#include "core/model/naive-bayes-merge.h"
#include "core/store/checkpoint.h"
#include "core/store/shipped-models.h"

static struct
{
  char **texts;
  char *label;
  char *data;
  char *output;
  char *title;
  gboolean json;
  CliTextArgs text;
} args;

static const GOptionEntry entries[] = {
  { "text", 't', 0, G_OPTION_ARG_FILENAME_ARRAY, &args.texts,
    "A text to learn; may be repeated", "STRING" },
  { "label", 'l', 0, G_OPTION_ARG_FILENAME, &args.label,
    "The class of these texts; may be a new one", "NAME" },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, &args.data,
    "More texts, with their labels: a file or folder as for train", "DATA" },
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "Write the model to this file", "FILE" },
  { "title", 0, 0, G_OPTION_ARG_FILENAME, &args.title,
    "What the model is called", "TITLE" },
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json, "Print a JSON object", NULL },
  { 0 },
};

/* Texts and labels, borrowed. */
typedef struct
{
  GPtrArray *texts;
  GPtrArray *labels;
  const CliExamples *data;
} Lesson;

static gboolean
take_given (Lesson *lesson, GError **error)
{
  guint n = args.texts == NULL ? 0 : g_strv_length (args.texts);

  if ((n > 0) != (args.label != NULL))
    return cli_usage_error (error, "--text and --label: expected both or "
                                   "neither");
  if (args.label != NULL && g_strstrip (args.label)[0] == '\0')
    return cli_usage_error (error, "--label: expected a name, found none");
  if (args.label != NULL && !g_utf8_validate (args.label, -1, NULL))
    return cli_usage_error (error, "--label: expected UTF-8, found other "
                                   "bytes");
  for (guint i = 0; i < n; i++)
    {
      if (!g_utf8_validate (args.texts[i], -1, NULL))
        return cli_usage_error (error, "--text: expected UTF-8, found other "
                                       "bytes");
      g_ptr_array_add (lesson->texts, args.texts[i]);
      g_ptr_array_add (lesson->labels, args.label);
    }
  return TRUE;
}

/* The texts that were given become what is read of them as mails. */
static void
read_mails (Lesson *lesson)
{
  for (guint i = 0; i < lesson->texts->len; i++)
    {
      char *given = args.texts[i];
      gsize n;

      args.texts[i] = ink_mail_text (given, strlen (given), &n);
      lesson->texts->pdata[i] = args.texts[i];
      g_free (given);
    }
}

static gboolean
take_data (Lesson *lesson, gboolean mail, CliExamples *examples,
           GError **error)
{
  InkTextOptions options = { 0 };
  const InkTextSet *set;

  if (args.data == NULL)
    return TRUE;
  if (!cli_take_text_options (&args.text, &options, error))
    return FALSE;
  options.mail = mail;
  if (!cli_examples_load (args.data, INK_SPLIT_TRAIN, INK_INPUT_TEXT,
                             "naive-bayes", &options, examples, error))
    return FALSE;
  set = examples->texts;
  for (guint i = 0; i < ink_text_set_count (set); i++)
    {
      g_ptr_array_add (lesson->texts, (gpointer) ink_text_set_text (set, i));
      g_ptr_array_add (
          lesson->labels,
          (gpointer) ink_text_set_class_names (
              set)[ink_text_set_labels (set)[i]]);
    }
  return TRUE;
}

/* Also which data it has learned, beside those that it was trained on. */
static void
set_facts (const InkModel *base, InkModel *learned, const Lesson *lesson)
{
  if (args.title != NULL)
    ink_model_set_fact (learned, "title", args.title);
  if (args.data != NULL)
    {
      g_autofree char *hash = cli_examples_hash (lesson->data);
      char *hashes[] = { hash, NULL };

      cli_add_learned_hashes (learned, hashes);
      if (cli_has_learned (base, hash))
        cli_note ("note: the model has learned from these examples before: "
                  "they count twice");
    }
}

static void
print_result (const InkModel *base, const InkModel *learned, guint n)
{
  guint n_classes = ink_model_n_classes (learned);
  guint n_features = ink_naive_bayes_n_features (learned);

  printf ("learned      %u %s\n"
          "classes      %u, %u of them new\n"
          "features     %u, %u of them new\n",
          n, n == 1 ? "text" : "texts", n_classes,
          n_classes - ink_model_n_classes (base), n_features,
          n_features - ink_naive_bayes_n_features (base));
  if (ink_naive_bayes_temperature (learned) != 1)
    printf ("calibration  of before; inkling-cli calibrate fits it anew\n");
  printf ("model        %s\n", args.output);
}

static void
print_json (const InkModel *base, const InkModel *learned, guint n)
{
  JsonObject *object = json_object_new ();
  guint n_classes = ink_model_n_classes (learned);
  guint n_features = ink_naive_bayes_n_features (learned);

  cli_json_set_string (object, "model", args.output);
  json_object_set_int_member (object, "learned", n);
  json_object_set_int_member (object, "count",
                              (gint64) ink_naive_bayes_n_texts (learned));
  json_object_set_int_member (object, "classes", n_classes);
  json_object_set_int_member (object, "new_classes",
                              n_classes - ink_model_n_classes (base));
  json_object_set_int_member (object, "features", n_features);
  json_object_set_int_member (object, "new_features",
                              n_features - ink_naive_bayes_n_features (base));
  cli_print_json (object);
}

static gboolean
learn (const char *path, const InkModel *base, const Lesson *lesson,
       GError **error)
{
  g_autoptr (InkModel) learned = ink_naive_bayes_learn_texts (
      base, (const char *const *) lesson->texts->pdata,
      (const char *const *) lesson->labels->pdata, lesson->texts->len, error);

  if (learned == NULL)
    {
      g_prefix_error (error, "%s: ", path);
      return FALSE;
    }
  set_facts (base, learned, lesson);
  if (!ink_checkpoint_save (learned, args.output, error))
    return FALSE;
  if (args.json)
    print_json (base, learned, lesson->texts->len);
  else
    print_result (base, learned, lesson->texts->len);
  return TRUE;
}

static gboolean
load_and_learn (const char *path, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new ();
  g_autoptr (GPtrArray) labels = g_ptr_array_new ();
  g_auto (CliExamples) examples = { 0 };
  g_autoptr (InkModel) base = NULL;
  Lesson lesson = { texts, labels, &examples };
  gboolean mail;

  if (!take_given (&lesson, error))
    return FALSE;
  base = ink_checkpoint_load (path, error);
  if (base == NULL)
    return FALSE;
  if (ink_model_class (base) != &ink_naive_bayes_class)
    return ink_error_set (error, INK_ERROR_MISMATCH,
                          "%s: expected a naive-bayes model, found %s", path,
                          ink_model_class (base)->name);
  mail = args.text.mail || ink_model_reads_mails (base);
  if (mail)
    read_mails (&lesson);
  return take_data (&lesson, mail, &examples, error)
         && learn (path, base, &lesson, error);
}

static gboolean
run (char **rest, GError **error)
{
  g_autofree char *path = ink_shipped_models_resolve (rest[0]);

  cli_interrupt_ends (CLI_INTERRUPTED_MODEL);
  if (args.texts == NULL && args.label == NULL && args.data == NULL)
    return cli_usage_error (error, "--text with --label, or --data, is "
                                   "missing");
  return cli_require ("--output", args.output, error)
         && cli_check_output (args.output, error)
         && cli_check_distinct ("--output", args.output, "the model", path,
                                error)
         && cli_check_distinct ("--output", args.output, "the data", args.data,
                                error)
         && load_and_learn (path, error);
}

gboolean
cli_learn (char **argv, GError **error)
{
  static const char *const names[] = { "MODEL", NULL };
  g_autoptr (GOptionContext) context = cli_options_new (
      "learn", "MODEL --text TEXT --label LABEL --output FILE",
      "Adds texts to a naive Bayes model that is trained already (incremental\n"
      "learning): they count as further texts of its corpus, words and\n"
      "classes that it does not know are added. MODEL stays as it is.");

  cli_options_add_group (context, "learn", "Options of learn:", entries);
  cli_options_add_text_group (context, &args.text);
  return cli_options_run (context, argv, names, FALSE, run, error);
}
