/* The learners, and reading a command line that names one of them. */
#include "app/cli/learners.h"

#include <string.h>

char *cli_recipe;

static const CliLearner *const learners[]
    = { &cli_learner_lenet5, &cli_learner_naive_bayes };

static const CliLearner *
find_learner (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (g_strcmp0 (name, learners[i]->name) == 0)
      return learners[i];
  return NULL;
}

static gboolean
is_given (const GOptionEntry *entry)
{
  if (entry->arg == G_OPTION_ARG_NONE)
    return *(const gboolean *) entry->arg_data;
  return *(char *const *) entry->arg_data != NULL;
}

/* Options of one name have one value, whichever learner's group took it. */
static gboolean
has_entry (const CliLearner *learner, const char *name)
{
  for (const GOptionEntry *e = learner->entries; e->long_name != NULL; e++)
    if (strcmp (e->long_name, name) == 0)
      return TRUE;
  return FALSE;
}

/* @entries: (nullable) */
static gboolean
check_not_given (const GOptionEntry *entries, const char *command,
                 const CliLearner *learner, GError **error)
{
  for (const GOptionEntry *e = entries; e != NULL && e->long_name != NULL; e++)
    if (is_given (e) && !has_entry (learner, e->long_name))
      return cli_usage_error (error, "--%s is no option of %s %s",
                              e->long_name, command, learner->name);
  return TRUE;
}

/* No option of another learner, no text option for one without texts. */
static gboolean
check_owners (const CliLearnerCommand *command, const CliLearner *learner,
              const CliTextArgs *text, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (learners[i] != learner
        && (!check_not_given (learners[i]->entries, command->name, learner,
                              error)
            || !check_not_given (learners[i]->train_entries, command->name,
                                 learner, error)))
      return FALSE;
  if (!learner->takes_text
      && (text->text_column != NULL || text->label_column != NULL
          || text->quote != NULL || text->encoding != NULL
          || text->class_names != NULL))
    return cli_usage_error (error,
                            "the options for text data are no options of "
                            "%s %s",
                            command->name, learner->name);
  return TRUE;
}

static void
add_learner (GOptionContext *context, const CliLearnerCommand *command,
             const CliLearner *learner)
{
  const char *before = g_option_context_get_description (context);
  g_autofree char *name = g_strconcat (learner->name, "-train", NULL);
  g_autofree char *more = NULL;
  g_autofree char *all = NULL;

  cli_options_add_group (context, learner->name, learner->title,
                         learner->entries);
  if (command->trains && learner->train_entries != NULL)
    cli_options_add_group (context, name, learner->train_title,
                           learner->train_entries);
  if (learner->describe == NULL)
    return;
  more = learner->describe ();
  all = before == NULL ? g_strdup (more)
                       : g_strconcat (before, "\n\n", more, NULL);
  g_option_context_set_description (context, all);
}

/* @learner: (nullable): whose options to offer; NULL for all */
static GOptionContext *
new_context (const CliLearnerCommand *command, const CliLearner *learner,
             CliTextArgs *text_args)
{
  g_autofree char *arguments
      = g_strconcat (learner != NULL ? learner->name : "lenet5|naive-bayes",
                     " ", command->arguments, NULL);
  g_autofree char *title = NULL;
  GOptionContext *context
      = cli_options_new (command->name, arguments, command->about);

  g_option_context_set_description (context, command->more);
  cli_options_add_group (context, command->name, command->title,
                         command->entries);
  if (command->shared_entries != NULL)
    cli_options_add_group (context, "shared", command->shared_title,
                           command->shared_entries);
  for (gsize i = 0; i < G_N_ELEMENTS (learners); i++)
    if (learner == NULL || learner == learners[i])
      add_learner (context, command, learners[i]);
  if (learner == NULL || learner->takes_text)
    cli_options_add_text_group (context, text_args);
  return context;
}

static void
print_help (const CliLearnerCommand *command, const CliLearner *learner,
            CliTextArgs *text_args)
{
  g_autoptr (GOptionContext) context
      = new_context (command, learner, text_args);

  cli_options_print_help (context);
}

gboolean
cli_learner_parse (const CliLearnerCommand *command, char **argv,
                   CliTextArgs *text_args, const CliLearner **learner,
                   GError **error)
{
  static const char *const names[] = { "the learner (lenet5 or naive-bayes)",
                                       NULL };
  g_autoptr (GOptionContext) context = new_context (command, NULL, text_args);
  g_auto (GStrv) rest = NULL;
  const CliLearner *found;
  gboolean help;

  *learner = NULL;
  if (!cli_options_parse (context, argv, &rest, &help, error))
    return FALSE;
  found = find_learner (rest[0]);
  if (help)
    {
      print_help (command, found, text_args);
      return TRUE;
    }
  if (!cli_require_arguments (rest, names, FALSE, error))
    return FALSE;
  if (found == NULL)
    return cli_usage_error (error,
                            "expected lenet5 or naive-bayes, found '%s'",
                            rest[0]);
  if (!check_owners (command, found, text_args, error))
    return FALSE;
  *learner = found;
  return TRUE;
}
