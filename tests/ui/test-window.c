/* The window: its pages, its theme, what it remembers, and closing it with a
 * run under way. */
#include "tests/ui/find-widget.h"
#include "tests/ui/on-screen.h"
#include "tests/ui/small-mnist.h"

#include "ui/draw/digit-panel.h"
#include "ui/settings.h"
#include "ui/text/text-editor.h"
#include "ui/window.h"

static InkWindow *
open_window (InkWorkbench *workbench)
{
  InkWindow *window = ink_window_new (NULL, workbench);

  gtk_window_present (GTK_WINDOW (window));
  on_screen_wait (gtk_widget_get_mapped (GTK_WIDGET (window)));
  return window;
}

/* Once the pages' workers have ended. */
static void
finalize (InkWorkbench *workbench)
{
  on_screen_wait (G_OBJECT (workbench)->ref_count == 1);
  g_assert_finalize_object (workbench);
}

static void
test_pages (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  for (const char *const *page = ink_window_pages (); *page != NULL; page++)
    {
      g_assert_true (ink_window_show_page (window, *page));
      on_screen_settle ();
    }
  g_assert_false (ink_window_show_page (window, "nowhere"));
  ink_workbench_say (workbench, "a toast with <markup> & more");
  on_screen_settle ();
  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  finalize (workbench);
}

/* (transfer none) (nullable) */
static GtkWidget *
find_header (GtkWidget *widget)
{
  GtkWidget *found = ADW_IS_HEADER_BAR (widget) ? widget : NULL;

  for (GtkWidget *child = gtk_widget_get_first_child (widget);
       child != NULL && found == NULL;
       child = gtk_widget_get_next_sibling (child))
    found = find_header (child);
  return found;
}

/* The names of all pages leave a window of 1024 pixels as it is. */
static void
test_narrow (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);
  int minimum;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  gtk_widget_measure (find_header (GTK_WIDGET (window)),
                      GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL,
                      NULL);
  g_assert_cmpint (minimum, <=, 1024);
  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  finalize (workbench);
}

/* Whoever goes to a page by a key types into that page, not into the header,
 * where a space would go elsewhere. */
static void
test_focus (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  for (guint round = 0; round < 2; round++)
    for (const char *const *page = ink_window_pages (); *page != NULL; page++)
      {
        GtkWidget *focus;

        g_assert_true (ink_window_show_page (window, *page));
        on_screen_settle ();
        focus = gtk_window_get_focus (GTK_WINDOW (window));
        g_assert_nonnull (focus);
        g_assert_nonnull (
            gtk_widget_get_ancestor (focus, ADW_TYPE_VIEW_STACK));
      }
  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  finalize (workbench);
}

/* An example of the page Evaluate goes to where one can try it: a picture is
 * read there as it is, be there two digits in it. */
static void
test_open_example (void)
{
  g_autoptr (InkModel) model = small_model_new ();
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window;
  guint8 pixels[INK_DIGIT_PIXELS] = { 0 };
  InkDigitPanel *panel;
  InkTextEditor *editor;
  g_autofree char *text = NULL;

  ink_workbench_set_digit_model (
      workbench, ink_workbench_add_model (workbench, model, "small"));
  window = open_window (workbench);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  for (guint y = 8; y < 20; y++)
    pixels[y * INK_DIGIT_SIZE + 3] = pixels[y * INK_DIGIT_SIZE + 24] = 255;
  gtk_widget_activate_action (
      GTK_WIDGET (window), "win.open-picture", "@ay",
      g_variant_new_fixed_array (G_VARIANT_TYPE_BYTE, pixels, sizeof pixels,
                                 1));
  panel = INK_DIGIT_PANEL (
      find_widget (GTK_WIDGET (window), INK_TYPE_DIGIT_PANEL, NULL));
  ink_digit_panel_catch_up (panel);
  g_assert_cmpmem (ink_digit_panel_get_pixels (panel), sizeof pixels, pixels,
                   sizeof pixels);

  gtk_widget_activate_action (GTK_WIDGET (window), "win.open-text", "s",
                              "a text");
  editor = INK_TEXT_EDITOR (
      find_widget (GTK_WIDGET (window), INK_TYPE_TEXT_EDITOR, NULL));
  text = ink_text_editor_get_text (editor);
  g_assert_cmpstr (text, ==, "a text");
  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  finalize (workbench);
}

static void
test_theme (void)
{
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);
  AdwStyleManager *style = adw_style_manager_get_default ();
  InkSettings settings;

  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  g_assert_true (ink_window_set_theme (window, "light"));
  g_assert_false (adw_style_manager_get_dark (style));
  g_assert_true (ink_window_set_theme (window, "dark"));
  g_assert_true (adw_style_manager_get_dark (style));
  g_assert_false (ink_window_set_theme (window, "pink"));
  g_assert_true (adw_style_manager_get_dark (style));

  gtk_window_close (GTK_WINDOW (window));
  on_screen_wait (window == NULL);
  ink_settings_load (&settings);
  g_assert_cmpstr (settings.theme, ==, "dark");
  finalize (workbench);
}

static void
test_settings (void)
{
  const InkSettings saved
      = { .width = 1111, .height = 777, .maximized = TRUE, .theme = "light" };
  g_autofree char *path = g_build_filename (g_get_user_config_dir (),
                                            "inkling", "workbench.ini", NULL);
  InkSettings settings;

  g_unlink (path);
  ink_settings_load (&settings); /* there is no file */
  g_assert_cmpint (settings.width, >, 0);
  g_assert_cmpstr (settings.theme, ==, "system");
  ink_settings_save (&saved);
  ink_settings_load (&settings);
  g_assert_cmpint (settings.width, ==, 1111);
  g_assert_cmpint (settings.height, ==, 777);
  g_assert_true (settings.maximized);
  g_assert_cmpstr (settings.theme, ==, "light");

  g_assert_true (ink_settings_get_open ("this", TRUE));
  g_assert_false (ink_settings_get_open ("this", FALSE));
  ink_settings_set_open ("this", FALSE);
  ink_settings_set_open ("that", TRUE);
  ink_settings_save (&saved); /* leaves the cards alone, and they it */
  ink_settings_load (&settings);
  g_assert_cmpint (settings.width, ==, 1111);
  g_assert_false (ink_settings_get_open ("this", TRUE));
  g_assert_true (ink_settings_get_open ("that", FALSE));

  g_assert_true (g_file_set_contents (
      path, "[window]\nwidth=-5\nheight=99999999\ntheme=pink\n", -1, NULL));
  ink_settings_load (&settings);
  g_assert_cmpint (settings.width, >, 0);
  g_assert_cmpint (settings.height, <, 20000);
  g_assert_cmpstr (settings.theme, ==, "system");
}

/* The window is gone from the screen at once, and from memory when the run's
 * thread has ended. */
static void
test_close_while_running (void)
{
  g_autoptr (GError) error = NULL;
  InkWorkbench *workbench = ink_workbench_new ();
  InkWindow *window = open_window (workbench);
  const InkRunOptions options
      = { .data = "mnist", .recipe = small_recipe (10000), .n_threads = 1 };
  g_autoptr (InkRun) run = ink_run_new (&options, &error);

  g_assert_no_error (error);
  g_object_add_weak_pointer (G_OBJECT (window), (gpointer *) &window);
  ink_workbench_set_run (workbench, run);
  on_screen_wait (ink_run_get_figures (run)->step > 0);
  gtk_window_close (GTK_WINDOW (window));
  g_assert_false (gtk_widget_get_visible (GTK_WIDGET (window)));
  g_assert_cmpint (ink_run_get_state (run), ==, INK_RUN_STOPPING);
  on_screen_wait (window == NULL);
  g_assert_cmpint (ink_run_get_state (run), ==, INK_RUN_FINISHED);
  finalize (workbench);
}

int
main (int argc, char *argv[])
{
  g_autofree char *folder = small_mnist_new ();
  int status = 0;

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ui/window/pages", test_pages);
  g_test_add_func ("/ui/window/narrow", test_narrow);
  g_test_add_func ("/ui/window/focus", test_focus);
  g_test_add_func ("/ui/window/open-example", test_open_example);
  g_test_add_func ("/ui/window/theme", test_theme);
  g_test_add_func ("/ui/window/settings", test_settings);
  g_test_add_func ("/ui/window/close-while-running",
                   test_close_while_running);
  if (on_screen_init ())
    status = g_test_run ();
  temp_folder_remove (folder);
  return status;
}
