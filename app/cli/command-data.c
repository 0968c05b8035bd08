/* `inkling-cli data list | get NAME | info PATH | import FILE`: what data sets
 * there are, obtaining one, what one holds, and bringing one into a form that
 * is read here. */
#include <stdio.h>
#include <string.h>

#include "app/cli/command.h"
#include "app/cli/data-import.h"
#include "app/cli/examples.h"
#include "app/cli/options.h"
#include "app/cli/output.h"

static struct
{
  char *mirror;
  gboolean json;
  gboolean quiet;
  char *output;
  char *sources;
  char *without;
} args;

static CliTextArgs text_args;

static const GOptionEntry list_entries[] = {
  { "json", 0, 0, G_OPTION_ARG_NONE, &args.json,
    "list, info: print JSON", NULL },
  { 0 },
};

static const GOptionEntry get_entries[] = {
  { "mirror", 0, 0, G_OPTION_ARG_FILENAME, &args.mirror,
    "get: address of a folder with the files, tried first", "URL" },
  { "quiet", 'q', 0, G_OPTION_ARG_NONE, &args.quiet,
    "get: no progress on standard error", NULL },
  { 0 },
};

static const GOptionEntry import_entries[] = {
  { "output", 'o', 0, G_OPTION_ARG_FILENAME, &args.output,
    "import: the folder to make", "FOLDER" },
  { "sources", 0, 0, G_OPTION_ARG_FILENAME, &args.sources,
    "import: only of these sources", "NAME,..." },
  { "without", 0, 0, G_OPTION_ARG_FILENAME, &args.without,
    "import: of all sources but these", "NAME,..." },
  { 0 },
};

static void
print_known_json (const InkKnownDataset *known)
{
  g_autofree char *folder = ink_dataset_folder (known->name);
  JsonObject *object = json_object_new ();

  json_object_set_string_member (object, "name", known->name);
  json_object_set_string_member (object, "title", known->title);
  json_object_set_string_member (object, "about", known->about);
  json_object_set_string_member (object, "terms", known->terms);
  json_object_set_boolean_member (object, "installed",
                                  ink_dataset_is_installed (known->name));
  cli_json_set_string (object, "folder", folder);
  cli_print_json (object);
}

static void
print_known (const InkKnownDataset *known)
{
  g_autofree char *folder = ink_dataset_folder (known->name);
  g_autofree char *where
      = ink_dataset_is_installed (known->name)
        ? g_strdup_printf ("in %s", folder)
        : known->own ? g_strdup ("none yet; inkling-cli my-digits add")
                     : g_strdup_printf ("not here; inkling-cli data get %s",
                                        known->name);

  printf ("%-14s %s\n%15s%s (%s)\n%15s%s\n", known->name, known->title, "",
          known->about, known->terms, "", where);
}

static gboolean
list (GError **error)
{
  guint n_images, n_texts;
  const InkKnownDataset *images = ink_dataset_known (&n_images);
  const InkKnownDataset *texts = ink_dataset_known_texts (&n_texts);

  for (guint i = 0; i < n_images + n_texts; i++)
    {
      const InkKnownDataset *known
          = i < n_images ? &images[i] : &texts[i - n_images];

      if (args.json)
        print_known_json (known);
      else
        print_known (known);
    }
  return TRUE;
}

static void
progress_cb (const char *what, guint64 done, guint64 total, gpointer user_data)
{
  g_autofree char *so_far = g_format_size (done);
  g_autofree char *in_all = g_format_size (total);

  if (total > 0)
    cli_status ("%s: %s of %s", what, so_far, in_all);
  else
    cli_status ("%s: %s", what, so_far);
}

static gboolean
get (const char *name, GError **error)
{
  g_autofree char *folder = NULL;

  cli_output_set_quiet (args.quiet);
  if (!ink_dataset_get (name, args.mirror, progress_cb, NULL, error))
    return FALSE;
  folder = ink_dataset_folder (name);
  printf ("%s\n", folder);
  return TRUE;
}

/* How many examples each class has, in the classes' order; (transfer full). */
static guint64 *
count_classes (const CliExamples *examples, guint *n_classes)
{
  g_autofree guint32 *labels = cli_examples_labels (examples);
  guint n = cli_examples_count (examples);
  guint64 *counts;

  *n_classes
      = g_strv_length ((char **) cli_examples_class_names (examples));
  counts = g_new0 (guint64, *n_classes + 1);
  for (guint i = 0; i < n; i++)
    counts[labels[i]]++;
  return counts;
}

static void
print_split (const CliExamples *examples, const char *title)
{
  const char *const *names = cli_examples_class_names (examples);
  g_autofree char *hash = cli_examples_hash (examples);
  guint n_classes;
  g_autofree guint64 *counts = count_classes (examples, &n_classes);

  printf ("\n%s\n  examples   %u\n", title, cli_examples_count (examples));
  if (examples->images != NULL)
    printf ("  pixels     %ux%u\n", ink_image_set_width (examples->images),
            ink_image_set_height (examples->images));
  printf ("  sha-256    %s\n  classes    %u\n", hash, n_classes);
  for (guint i = 0; i < n_classes; i++)
    {
      g_autofree char *name = cli_plain (names[i]);

      printf ("  %10" G_GUINT64_FORMAT "   %s\n", counts[i], name);
    }
}

static JsonObject *
split_to_json (const CliExamples *examples)
{
  const char *const *names = cli_examples_class_names (examples);
  g_autofree char *hash = cli_examples_hash (examples);
  guint n_classes;
  g_autofree guint64 *counts = count_classes (examples, &n_classes);
  JsonObject *object = json_object_new ();
  JsonArray *classes = json_array_new ();

  json_object_set_int_member (object, "count", cli_examples_count (examples));
  if (examples->images != NULL)
    {
      json_object_set_int_member (object, "height",
                                  ink_image_set_height (examples->images));
      json_object_set_int_member (object, "width",
                                  ink_image_set_width (examples->images));
    }
  json_object_set_string_member (object, "sha256", hash);
  for (guint i = 0; i < n_classes; i++)
    {
      JsonObject *one = json_object_new ();

      cli_json_set_string (one, "label", names[i]);
      json_object_set_int_member (one, "count", (gint64) counts[i]);
      json_array_add_object_element (classes, one);
    }
  json_object_set_array_member (object, "classes", classes);
  return object;
}

static gboolean
load_split (const char *path, InkDataKind kind, InkSplit split,
            const InkTextOptions *options, CliExamples *examples,
            GError **error)
{
  const char *skipped = NULL;

  *examples = (CliExamples) { 0 };
  if (kind == INK_DATA_IMAGES)
    examples->images = ink_dataset_load_images (
        path, split, &examples->has_splits, error);
  else
    examples->texts = ink_dataset_load_texts (path, split, options,
                                              &examples->has_splits, error);
  if (examples->texts != NULL)
    {
      guint64 n = ink_text_set_skipped (examples->texts, &skipped);

      cli_tell_skipped (n, skipped);
    }
  return examples->images != NULL || examples->texts != NULL;
}

/* @test: NULL where the data have no splits */
static void
print_info (const char *path, InkDataKind kind, const CliExamples *train,
            const CliExamples *test)
{
  const char *what = kind == INK_DATA_IMAGES ? "images" : "texts";
  JsonObject *object;
  JsonObject *splits;

  if (!args.json)
    {
      printf ("%s: labelled %s\n", path, what);
      print_split (train, test != NULL ? "train" : "all, without splits");
      if (test != NULL)
        print_split (test, "test");
      return;
    }
  object = json_object_new ();
  splits = json_object_new ();
  cli_json_set_string (object, "data", path);
  json_object_set_string_member (object, "kind", what);
  cli_json_set_object (splits, test != NULL ? "train" : "all",
                       split_to_json (train));
  if (test != NULL)
    cli_json_set_object (splits, "test", split_to_json (test));
  cli_json_set_object (object, "splits", splits);
  cli_print_json (object);
}

static gboolean
info (const char *path, GError **error)
{
  g_auto (CliExamples) train = { 0 };
  g_auto (CliExamples) test = { 0 };
  InkTextOptions options;
  InkDataKind kind;

  if (!cli_take_text_options (&text_args, &options, error)
      || !ink_dataset_kind (path, &kind, error)
      || !load_split (path, kind, INK_SPLIT_TRAIN, &options, &train, error))
    return FALSE;
  if (train.has_splits
      && !load_split (path, kind, INK_SPLIT_TEST, &options, &test, error))
    return FALSE;
  print_info (path, kind, &train, train.has_splits ? &test : NULL);
  return TRUE;
}

static gboolean
import (const char *file, GError **error)
{
  const CliDataImport import
      = { file, args.output, args.sources, args.without };

  return cli_data_import (&import, error);
}

static gboolean
run (char **rest, GError **error)
{
  static const char *const get_names[]
      = { "list, get, info or import", "NAME of the data set", NULL };
  static const char *const info_names[]
      = { "list, get, info or import", "PATH of the data set", NULL };
  static const char *const import_names[]
      = { "list, get, info or import", "FILE in UNIPEN's format", NULL };
  static const char *const list_names[] = { "list, get, info or import", NULL };

  if (g_strcmp0 (rest[0], "list") == 0)
    return cli_require_arguments (rest, list_names, FALSE, error)
           && list (error);
  if (g_strcmp0 (rest[0], "get") == 0)
    return cli_require_arguments (rest, get_names, FALSE, error)
           && get (rest[1], error);
  if (g_strcmp0 (rest[0], "info") == 0)
    return cli_require_arguments (rest, info_names, FALSE, error)
           && info (rest[1], error);
  if (g_strcmp0 (rest[0], "import") == 0)
    return cli_require_arguments (rest, import_names, FALSE, error)
           && import (rest[1], error);
  if (rest[0] == NULL)
    return cli_require_arguments (rest, list_names, FALSE, error);
  return cli_usage_error (error, "expected list, get, info or import, found "
                          "'%s'",
                          rest[0]);
}

gboolean
cli_data (char **argv, GError **error)
{
  g_autoptr (GOptionContext) context = cli_options_new (
      "data", "list | get NAME | info PATH | import FILE",
      "list: the data sets known by name.\n"
      "get: obtains one, checks it and says where it is.\n"
      "info: what a data set holds; PATH is a name, a folder or a file.\n"
      "import: drawings in UNIPEN's format (.gz too) as a folder of InkML.");

  cli_options_add_group (context, "list", "Output Options:", list_entries);
  cli_options_add_group (context, "get", "Download Options:", get_entries);
  cli_options_add_group (context, "import", "Import Options:", import_entries);
  cli_options_add_text_group (context, &text_args);
  return cli_options_run (context, argv, NULL, FALSE, run, error);
}
