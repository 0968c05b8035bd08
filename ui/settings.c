/* The window's size and theme in a key file under the user's configuration. A
 * key file and not GSettings: the program runs from its build folder, where no
 * schema is installed. */
#include "ui/settings.h"

#include <string.h>

#include "core/base/file.h"

#define GROUP "window"
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

void
ink_settings_load (InkSettings *settings)
{
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = settings_path ();
  g_autofree char *theme = NULL;

  g_key_file_load_from_file (file, path, G_KEY_FILE_NONE, NULL);
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
  g_autoptr (GKeyFile) file = g_key_file_new ();
  g_autofree char *path = settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autofree char *text = NULL;
  gsize size;

  g_key_file_set_integer (file, GROUP, "width", settings->width);
  g_key_file_set_integer (file, GROUP, "height", settings->height);
  g_key_file_set_boolean (file, GROUP, "maximized", settings->maximized);
  g_key_file_set_string (file, GROUP, "theme", settings->theme);
  text = g_key_file_to_data (file, &size, NULL);
  g_mkdir_with_parents (folder, 0700);
  ink_file_replace (path, text, size, NULL);
}
