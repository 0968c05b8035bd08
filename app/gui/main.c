/* The workbench's program: options, the application's actions and
 * accelerators, one window. */
#include <adwaita.h>

#include <locale.h>
#include <stdlib.h>

#include "app/gui/first-frame.h"
#include "app/gui/renderer.h"
#include "core/tensor/kernels.h"
#include "ui/window.h"

#define APP_ID "io.github.inkling.Inkling"

typedef struct
{
  char *page;
  char *theme;
  char *size;
  gboolean version;
  int width, height; /* of @size; 0 without */
} Options;

static Options options;

static const GOptionEntry option_entries[] = {
  { "version", 0, 0, G_OPTION_ARG_NONE, &options.version,
    "Show the program's version", NULL },
  { "page", 0, 0, G_OPTION_ARG_STRING, &options.page,
    "Open with a page: draw, train, evaluate, cross-validate, text", "NAME" },
  { "theme", 0, 0, G_OPTION_ARG_STRING, &options.theme,
    "Use a theme: system, light, dark", "NAME" },
  { "size", 0, 0, G_OPTION_ARG_STRING, &options.size,
    "Open the window in this size, in pixels", "WIDTHxHEIGHT" },
  { NULL }
};

static int
usage_error (const char *what, const char *value, const char *expected)
{
  g_printerr ("no %s \"%s\": expected %s\nTry `inkling --help`.\n", what,
              value, expected);
  return 2;
}

static gboolean
parse_size (void)
{
  char rest;

  return sscanf (options.size, "%dx%d%c", &options.width, &options.height,
                 &rest)
             == 2
         && options.width > 0 && options.width <= 16384 && options.height > 0
         && options.height <= 16384;
}

/* -1 to go on. */
static int
handle_local_options_cb (GApplication *app, GVariantDict *dict, gpointer data)
{
  static const char *const themes[] = { "system", "light", "dark", NULL };
  g_autoptr (GError) error = NULL;

  if (options.version)
    {
      g_print ("inkling " INK_VERSION "\n");
      return 0;
    }
  if (options.page != NULL
      && !g_strv_contains (ink_window_pages (), options.page))
    return usage_error ("page", options.page,
                        "draw, train, evaluate, cross-validate or text");
  if (options.theme != NULL && !g_strv_contains (themes, options.theme))
    return usage_error ("theme", options.theme, "system, light or dark");
  if (options.size != NULL && !parse_size ())
    return usage_error ("size", options.size, "WIDTHxHEIGHT as 1280x820");
  if (!ink_kernels_check_environment (&error))
    {
      g_printerr ("inkling: %s\n", error->message);
      return 2;
    }
  return -1;
}

static void
quit_action (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  g_autoptr (GList) windows
      = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (app)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (GTK_WINDOW (l->data));
}

static void
about_action (GSimpleAction *action, GVariant *parameter, gpointer app)
{
  adw_show_about_window (
      gtk_application_get_active_window (GTK_APPLICATION (app)),
      "application-name", "Inkling",
      "application-icon", APP_ID,
      "version", INK_VERSION,
      "comments",
      "A workbench for small-data machine learning: draw, train, evaluate, "
      "read.",
      "license-type", GTK_LICENSE_MIT_X11,
      "developer-name", "The Inkling authors",
      NULL);
}

static void
startup_cb (GtkApplication *app, gpointer user_data)
{
  static const GActionEntry actions[] = {
    { .name = "quit", .activate = quit_action },
    { .name = "about", .activate = about_action },
  };
  static const struct
  {
    const char *action;
    const char *accels[3];
  } accels[] = {
    { "app.quit", { "<Control>q" } },
    { "window.close", { "<Control>w" } },
    { "win.show-help-overlay", { "F1", "<Control>question" } },
    { "win.show-page::draw", { "<Control>1" } },
    { "win.show-page::train", { "<Control>2" } },
    { "win.show-page::evaluate", { "<Control>3" } },
    { "win.show-page::cross-validate", { "<Control>4" } },
    { "win.show-page::text", { "<Control>5" } },
  };

  g_action_map_add_action_entries (G_ACTION_MAP (app), actions,
                                   G_N_ELEMENTS (actions), app);
  for (guint i = 0; i < G_N_ELEMENTS (accels); i++)
    gtk_application_set_accels_for_action (app, accels[i].action,
                                           accels[i].accels);
}

static void
open_window (GtkApplication *app)
{
  g_autoptr (InkWorkbench) workbench = ink_workbench_new ();
  InkWindow *window = ink_window_new (app, workbench);

  if (options.theme != NULL)
    ink_window_set_theme (window, options.theme);
  if (options.page != NULL)
    ink_window_show_page (window, options.page);
  if (options.width > 0)
    gtk_window_set_default_size (GTK_WINDOW (window), options.width,
                                 options.height);
  first_frame_watch (GTK_WIDGET (window));
  gtk_window_present (GTK_WINDOW (window));
}

static void
activate_cb (GtkApplication *app, gpointer user_data)
{
  GtkWindow *window = gtk_application_get_active_window (app);

  if (window == NULL)
    open_window (app);
  else
    gtk_window_present (window);
}

int
main (int argc, char *argv[])
{
  g_autoptr (AdwApplication) app = NULL;

  setlocale (LC_ALL, "");
  setlocale (LC_NUMERIC, "C"); /* the texts are English: so are the numbers */
  gtk_disable_setlocale ();
  renderer_choose ();
  /* A second start may have other options, or be another build. */
  app = adw_application_new (APP_ID, G_APPLICATION_NON_UNIQUE);
  g_application_add_main_option_entries (G_APPLICATION (app), option_entries);
  g_application_set_option_context_summary (
      G_APPLICATION (app), "A workbench for small-data machine learning.");
  g_signal_connect (app, "handle-local-options",
                    G_CALLBACK (handle_local_options_cb), NULL);
  g_signal_connect (app, "startup", G_CALLBACK (startup_cb), NULL);
  g_signal_connect (app, "activate", G_CALLBACK (activate_cb), NULL);
  return g_application_run (G_APPLICATION (app), argc, argv);
}
