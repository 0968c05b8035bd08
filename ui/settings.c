/* The window's size and theme, which cards are open, which model reads and on
 * what models are evaluated, in a key file under the user's configuration. A
 * key file and not GSettings: the program runs from its build folder, where no
 * schema is installed. */
#include "ui/settings.h"

#include <string.h>

#include "core/base/file.h"

#define GROUP "window"
#define CARDS "cards" /* open or not */
#define MODELS "models"
#define PATHS "paths" /* last chosen, as URIs: names need not be UTF-8 */
#define DATA "data" /* the same, lists of those chosen */
#define PARTS "parts" /* in it: a list of texts of our own */
#define MAX_SIDE 16384

static char *
settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "inkling",
                           "workbench.ini", NULL);
}

static int
side (GKeyFile *file, const char *key, int otherwise)
{
  const int value = g_key_file_get_integer (file, GROUP, key, NULL);

  return value > 0 && value <= MAX_SIDE ? value : otherwise;
}

/* (transfer full): empty where there is none. */
static GKeyFile *
load_file (void)
{
  GKeyFile *file = g_key_file_new ();
  g_autofree char *path = settings_path ();

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
  return file;
}

static void
save_file (GKeyFile *file)
{
  g_autofree char *path = settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  gsize size;
  g_autofree char *text = g_key_file_to_data (file, &size, NULL);

  g_mkdir_with_parents (folder, 0700);
  ink_file_replace (path, text, size, NULL);
}

void
ink_settings_load (InkSettings *settings)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autofree char *theme = NULL;

  settings->width = side (file, "width", 1280);
  settings->height = side (file, "height", 820);
  settings->maximized = g_key_file_get_boolean (file, GROUP, "maximized", NULL);
  theme = g_key_file_get_string (file, GROUP, "theme", NULL);
  if (g_strcmp0 (theme, "light") != 0 && g_strcmp0 (theme, "dark") != 0)
    {
      g_free (theme);
      theme = g_strdup ("system");
    }
  g_strlcpy (settings->theme, theme, sizeof settings->theme);
}

void
ink_settings_save (const InkSettings *settings)
{
  g_autoptr (GKeyFile) file = load_file (); /* for what else is in it */

  g_key_file_set_integer (file, GROUP, "width", settings->width);
  g_key_file_set_integer (file, GROUP, "height", settings->height);
  g_key_file_set_boolean (file, GROUP, "maximized", settings->maximized);
  g_key_file_set_string (file, GROUP, "theme", settings->theme);
  save_file (file);
}

gboolean
ink_settings_get_open (const char *card, gboolean otherwise)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autoptr (GError) error = NULL;
  gboolean open = g_key_file_get_boolean (file, CARDS, card, &error);

  return error == NULL ? open : otherwise;
}

void
ink_settings_set_open (const char *card, gboolean open)
{
  g_autoptr (GKeyFile) file = load_file ();

  g_key_file_set_boolean (file, CARDS, card, open);
  save_file (file);
}

char *
ink_settings_get_digit_model (void)
{
  g_autoptr (GKeyFile) file = load_file ();

  return g_key_file_get_string (file, MODELS, "digits", NULL);
}

char *
ink_settings_get_text_model (void)
{
  g_autoptr (GKeyFile) file = load_file ();

  return g_key_file_get_string (file, MODELS, "texts", NULL);
}

void
ink_settings_set_text_model (const char *key)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autofree char *before
      = g_key_file_get_string (file, MODELS, "texts", NULL);

  if (g_strcmp0 (before, key) == 0)
    return;
  g_key_file_set_string (file, MODELS, "texts", key);
  save_file (file);
}

void
ink_settings_set_digit_model (const char *title)
{
  g_autoptr (GKeyFile) file = load_file ();

  g_key_file_set_string (file, MODELS, "digits", title);
  save_file (file);
}

char *
ink_settings_get_path (const char *use)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autofree char *uri = g_key_file_get_string (file, PATHS, use, NULL);

  return uri != NULL ? g_filename_from_uri (uri, NULL, NULL) : NULL;
}

void
ink_settings_set_path (const char *use, const char *path)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autofree char *whole = g_canonicalize_filename (path, NULL);
  g_autofree char *uri = g_filename_to_uri (whole, NULL, NULL);

  if (uri == NULL)
    return;
  g_key_file_set_string (file, PATHS, use, uri);
  save_file (file);
}

GStrv
ink_settings_get_data (const char *kind)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_auto (GStrv) uris
      = g_key_file_get_string_list (file, DATA, kind, NULL, NULL);
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();

  for (guint i = 0; uris != NULL && uris[i] != NULL; i++)
    {
      g_autofree char *path = g_filename_from_uri (uris[i], NULL, NULL);

      if (path != NULL)
        g_strv_builder_add (paths, path);
    }
  return g_strv_builder_end (paths);
}

void
ink_settings_set_data (const char *kind, const char *const *paths)
{
  g_autoptr (GKeyFile) file = load_file ();
  g_autoptr (GPtrArray) uris = g_ptr_array_new_with_free_func (g_free);

  for (; *paths != NULL; paths++)
    {
      char *uri = g_filename_to_uri (*paths, NULL, NULL);

      if (uri != NULL)
        g_ptr_array_add (uris, uri);
    }
  g_key_file_set_string_list (file, DATA, kind,
                              (const char *const *) uris->pdata, uris->len);
  save_file (file);
}

GStrv
ink_settings_get_parts (void)
{
  g_autoptr (GKeyFile) file = load_file ();
  GStrv parts = g_key_file_get_string_list (file, DATA, PARTS, NULL, NULL);

  return parts != NULL ? parts : g_new0 (char *, 1);
}

void
ink_settings_set_parts (const char *const *parts)
{
  g_autoptr (GKeyFile) file = load_file ();

  g_key_file_set_string_list (file, DATA, PARTS, parts,
                              g_strv_length ((GStrv) parts));
  save_file (file);
}
