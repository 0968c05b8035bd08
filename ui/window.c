/* The window. It knows the pages by a table only; a page is made when it is
 * first shown, so that the first frame waits for one page and not for five.
 *
 * Closing while a run is under way hides the window at once, stops the run,
 * and destroys the window when the run's thread has ended, so that nothing is
 * cut off half written. */
#include "ui/window.h"

#include <math.h>

#include "core/data/rasterize.h"
#include "ink-resources.h"
#include "ui/chart/chart-opener.h"
#include "ui/cross-validate/page-cross-validate.h"
#include "ui/draw/page-draw.h"
#include "ui/evaluate/page-evaluate.h"
#include "ui/file-drops.h"
#include "ui/settings.h"
#include "ui/text/page-text.h"
#include "ui/train/page-train.h"

typedef struct
{
  const char *name;
  const char *title;
  const char *icon;
  GtkWidget *(*make) (InkWorkbench *workbench);
} Page;

static const Page pages[] = {
  { "draw", "Draw", "ink-draw-symbolic", ink_page_draw_new },
  { "train", "Train", "ink-train-symbolic", ink_page_train_new },
  { "evaluate", "Evaluate", "ink-evaluate-symbolic", ink_page_evaluate_new },
  { "cross-validate", "Cross-validate", "ink-cross-validate-symbolic",
    ink_page_cross_validate_new },
  { "text", "Text", "ink-text-symbolic", ink_page_text_new },
};

struct _InkWindow
{
  AdwApplicationWindow parent_instance;
  InkWorkbench *workbench;
  InkSettings settings;
  AdwViewStack *stack;
  AdwToastOverlay *toasts;
  GtkWidget *run_button; /* shows a run while another page is on */
  GtkLabel *run_label;
  AdwToast *toast; /* weak: the one in sight */
  InkRun *run;     /* the one that is watched */
  gboolean closing;
};

G_DEFINE_FINAL_TYPE (InkWindow, ink_window, ADW_TYPE_APPLICATION_WINDOW)

static gboolean
run_is_active (InkWindow *self)
{
  return self->run != NULL && ink_run_is_active (self->run);
}

static void
update_run_button (InkWindow *self)
{
  const char *page = adw_view_stack_get_visible_child_name (self->stack);
  const gboolean shown
      = run_is_active (self) && g_strcmp0 (page, "train") != 0;
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->run_button, shown);
  if (!shown)
    return;
  text = g_strdup_printf (
      "%s %.0f %%",
      ink_run_get_state (self->run) == INK_RUN_PAUSED ? "Paused" : "Training",
      floor (100 * ink_run_get_figures (self->run)->fraction));
  if (g_strcmp0 (text, gtk_label_get_text (self->run_label)) != 0)
    gtk_label_set_text (self->run_label, text);
}

static void
run_state_cb (InkWindow *self)
{
  update_run_button (self);
  if (self->closing && !run_is_active (self))
    gtk_window_destroy (GTK_WINDOW (self));
}

static void
unwatch_run (InkWindow *self)
{
  if (self->run != NULL)
    g_signal_handlers_disconnect_by_data (self->run, self);
  g_clear_object (&self->run);
}

static void
run_changed_cb (InkWindow *self)
{
  InkRun *run = ink_workbench_get_run (self->workbench);

  unwatch_run (self);
  if (run != NULL)
    {
      self->run = g_object_ref (run);
      g_signal_connect_swapped (run, "notify::state",
                                G_CALLBACK (run_state_cb), self);
      g_signal_connect_swapped (run, "figures-changed",
                                G_CALLBACK (update_run_button), self);
    }
  update_run_button (self);
}

#define LONG_MESSAGE 60 /* characters */

/* A toast shows one line; an error is often longer and tells the reason last,
 * so that a long message gets a label of its own that wraps. */
static AdwToast *
make_toast (const char *message)
{
  const glong length = g_utf8_strlen (message, -1);
  g_autofree char *escaped = g_markup_escape_text (message, -1);
  AdwToast *toast = adw_toast_new (escaped);
  GtkWidget *label;

  if (length <= LONG_MESSAGE)
    return toast;
  label = gtk_label_new (message);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_width_chars (GTK_LABEL (label), (int) MIN (length, 90));
  gtk_label_set_max_width_chars (GTK_LABEL (label), 90);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  adw_toast_set_custom_title (toast, label);
  return toast;
}

static void
forget_toast_cb (InkWindow *self, AdwToast *toast)
{
  if (self->toast == toast)
    self->toast = NULL;
}

/* Takes the place of the one before, which is of something that is over. */
static void
show_toast (InkWindow *self, AdwToast *toast)
{
  AdwToast *before = self->toast;

  g_signal_connect_object (toast, "dismissed", G_CALLBACK (forget_toast_cb),
                           self, G_CONNECT_SWAPPED);
  self->toast = toast;
  adw_toast_overlay_add_toast (self->toasts, toast);
  if (before != NULL)
    adw_toast_dismiss (before);
}

static void
message_cb (InkWindow *self, const char *message)
{
  show_toast (self, make_toast (message));
}

static void
undoable_cb (InkWindow *self, const char *message, GClosure *undo)
{
  AdwToast *toast = make_toast (message);

  adw_toast_set_button_label (toast, "_Undo");
  g_signal_connect_closure (toast, "button-clicked", undo, FALSE);
  show_toast (self, toast);
}

static const Page *
find_page (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    if (g_strcmp0 (pages[i].name, name) == 0)
      return &pages[i];
  return NULL;
}

static void
fill_visible_page (InkWindow *self)
{
  GtkWidget *bin = adw_view_stack_get_visible_child (self->stack);
  const Page *page
      = find_page (adw_view_stack_get_visible_child_name (self->stack));

  if (page != NULL && adw_bin_get_child (ADW_BIN (bin)) == NULL)
    adw_bin_set_child (ADW_BIN (bin), page->make (self->workbench));
}

/* Else it would be the header that gets what is typed next. */
static void
focus_visible_page (InkWindow *self)
{
  GtkWidget *bin = adw_view_stack_get_visible_child (self->stack);
  GtkWidget *page = adw_bin_get_child (ADW_BIN (bin));
  GtkWidget *focus = gtk_window_get_focus (GTK_WINDOW (self));

  if (focus != NULL && gtk_widget_is_ancestor (focus, bin))
    return;
  if (!gtk_widget_grab_focus (page))
    gtk_widget_child_focus (page, GTK_DIR_TAB_FORWARD);
}

static void
page_changed_cb (InkWindow *self)
{
  const char *name = adw_view_stack_get_visible_child_name (self->stack);

  if (name == NULL) /* on the way out */
    return;
  fill_visible_page (self);
  focus_visible_page (self);
  update_run_button (self);
}

static void
show_page_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ink_window_show_page (INK_WINDOW (widget),
                        g_variant_get_string (parameter, NULL));
}

/* --- Examples that are to be tried --- */

/* (transfer none): the page, which is shown now. */
static GtkWidget *
show_page (InkWindow *self, const char *name)
{
  ink_window_show_page (self, name);
  return adw_bin_get_child (
      ADW_BIN (adw_view_stack_get_visible_child (self->stack)));
}

static void
open_picture_action (GtkWidget *widget, const char *action,
                     GVariant *parameter)
{
  gsize n;
  const guint8 *pixels = g_variant_get_fixed_array (parameter, &n, 1);

  if (n == INK_DIGIT_PIXELS)
    ink_page_draw_show_input (
        INK_PAGE_DRAW (show_page (INK_WINDOW (widget), "draw")), pixels);
}

static void
open_text_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ink_page_text_set_text (
      INK_PAGE_TEXT (show_page (INK_WINDOW (widget), "text")),
      g_variant_get_string (parameter, NULL));
}

static void
evaluate_texts_action (GtkWidget *widget, const char *action,
                       GVariant *parameter)
{
  g_autoptr (InkTextChoice) choice = ink_text_choice_from_variant (parameter);

  if (choice != NULL)
    ink_page_evaluate_choose_texts (
        INK_PAGE_EVALUATE (show_page (INK_WINDOW (widget), "evaluate")),
        choice);
}

/* --- Charts that come back --- */

static gboolean
show_kept_run (GtkWindow *window, const InkKeptRun *run)
{
  InkWindow *self = INK_WINDOW (window);
  GtkWidget *bin;

  if (run_is_active (self))
    return FALSE;
  ink_window_show_page (self, "train");
  bin = adw_view_stack_get_visible_child (self->stack);
  return ink_page_train_show_kept (
      INK_PAGE_TRAIN (adw_bin_get_child (ADW_BIN (bin))), run);
}

void
ink_window_open_chart (InkWindow *self, const char *path)
{
  g_autoptr (GError) error = NULL;

  g_return_if_fail (INK_IS_WINDOW (self));

  if (!ink_chart_opener_open (GTK_WINDOW (self), path, show_kept_run, &error))
    ink_workbench_say (self->workbench, error->message);
}

static void
open_chart_action (GtkWidget *widget, const char *action, GVariant *parameter)
{
  ink_window_open_chart (INK_WINDOW (widget),
                         g_variant_get_string (parameter, NULL));
}

static gboolean
take_file (gpointer self, GFile *file)
{
  g_autofree char *path = g_file_get_path (file);

  if (path != NULL)
    ink_window_open_chart (self, path);
  return path != NULL;
}

static void
theme_change_state (GSimpleAction *action, GVariant *state, gpointer user_data)
{
  InkWindow *self = user_data;
  const char *theme = g_variant_get_string (state, NULL);
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_strcmp0 (theme, "light") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_strcmp0 (theme, "dark") == 0)
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;
  g_strlcpy (self->settings.theme, theme, sizeof self->settings.theme);
  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
  g_simple_action_set_state (action, state);
}

static void
remember_size (InkWindow *self)
{
  GtkWindow *window = GTK_WINDOW (self);
  int width, height;

  self->settings.maximized = gtk_window_is_maximized (window);
  gtk_window_get_default_size (window, &width, &height);
  if (!self->settings.maximized && width > 0 && height > 0)
    {
      self->settings.width = width;
      self->settings.height = height;
    }
  ink_settings_save (&self->settings);
}

static gboolean
ink_window_close_request (GtkWindow *window)
{
  InkWindow *self = INK_WINDOW (window);

  remember_size (self);
  if (!run_is_active (self))
    return GTK_WINDOW_CLASS (ink_window_parent_class)->close_request (window);
  self->closing = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
  ink_run_stop (self->run);
  return TRUE;
}

static void
ink_window_dispose (GObject *object)
{
  InkWindow *self = INK_WINDOW (object);

  unwatch_run (self);
  if (self->workbench != NULL)
    g_signal_handlers_disconnect_by_data (self->workbench, self);
  if (self->stack != NULL)
    g_signal_handlers_disconnect_by_data (self->stack, self);
  self->stack = NULL;
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_window_parent_class)->dispose (object);
}

static void
ink_window_class_init (InkWindowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = ink_window_close_request;
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.show-page",
                                   "s", show_page_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.open-chart",
                                   "s", open_chart_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass),
                                   "win.open-picture", "ay",
                                   open_picture_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "win.open-text",
                                   "s", open_text_action);
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass),
                                   "win.evaluate-texts",
                                   INK_TEXT_CHOICE_VARIANT,
                                   evaluate_texts_action);
  ink_get_resource (); /* links it in: nothing else refers to it */
}

/* Plain items: a row of coloured buttons looks nicer, but arrow keys do not
 * get past a custom child of a menu in GTK 4.8. */
static GMenuModel *
make_theme_section (void)
{
  GMenu *themes = g_menu_new ();

  g_menu_append (themes, "_Follow the System", "theme.theme::system");
  g_menu_append (themes, "_Light", "theme.theme::light");
  g_menu_append (themes, "_Dark", "theme.theme::dark");
  return G_MENU_MODEL (themes);
}

static GtkWidget *
make_menu_button (void)
{
  g_autoptr (GMenu) menu = g_menu_new ();
  g_autoptr (GMenu) rest = g_menu_new ();
  g_autoptr (GMenuModel) themes = make_theme_section ();
  GtkWidget *button = gtk_menu_button_new ();

  g_menu_append_section (menu, "Appearance", themes);
  g_menu_append (rest, "_Keyboard Shortcuts", "win.show-help-overlay");
  g_menu_append (rest, "_About Inkling", "app.about");
  g_menu_append (rest, "_Quit", "app.quit");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (rest));

  gtk_menu_button_set_menu_model (GTK_MENU_BUTTON (button),
                                  G_MENU_MODEL (menu));
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (button),
                                 "open-menu-symbolic");
  gtk_menu_button_set_primary (GTK_MENU_BUTTON (button), TRUE);
  gtk_widget_set_tooltip_text (button, "Main menu");
  return button;
}

static GtkWidget *
make_run_button (InkWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_box_append (GTK_BOX (box),
                  gtk_image_new_from_icon_name ("ink-train-symbolic"));
  gtk_box_append (GTK_BOX (box), label);
  gtk_widget_add_css_class (label, "ink-tabular");
  self->run_label = GTK_LABEL (label);
  self->run_button = gtk_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->run_button), box);
  gtk_widget_set_tooltip_text (self->run_button, "Show the run");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->run_button),
                                  "win.show-page");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->run_button), "s",
                                    "train");
  return self->run_button;
}

static GtkWidget *
make_header (InkWindow *self)
{
  GtkWidget *header = adw_header_bar_new ();
  GtkWidget *switcher = adw_view_switcher_new ();

  adw_view_switcher_set_stack (ADW_VIEW_SWITCHER (switcher), self->stack);
  adw_view_switcher_set_policy (ADW_VIEW_SWITCHER (switcher),
                                ADW_VIEW_SWITCHER_POLICY_WIDE);
  adw_header_bar_set_centering_policy (ADW_HEADER_BAR (header),
                                       ADW_CENTERING_POLICY_LOOSE);
  adw_header_bar_set_title_widget (ADW_HEADER_BAR (header), switcher);
  adw_header_bar_pack_start (ADW_HEADER_BAR (header), make_run_button (self));
  adw_header_bar_pack_end (ADW_HEADER_BAR (header), make_menu_button ());
  return header;
}

static void
add_pages (InkWindow *self)
{
  self->stack = ADW_VIEW_STACK (adw_view_stack_new ());
  gtk_widget_set_vexpand (GTK_WIDGET (self->stack), TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      AdwViewStackPage *page
          = adw_view_stack_add_titled (self->stack, adw_bin_new (),
                                       pages[i].name, pages[i].title);

      adw_view_stack_page_set_icon_name (page, pages[i].icon);
    }
}

static void
add_theme_action (InkWindow *self)
{
  g_autoptr (GSimpleActionGroup) group = g_simple_action_group_new ();
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful (
      "theme", G_VARIANT_TYPE_STRING, g_variant_new_string ("system"));

  g_signal_connect (action, "change-state", G_CALLBACK (theme_change_state),
                    self);
  g_action_map_add_action (G_ACTION_MAP (group), G_ACTION (action));
  gtk_widget_insert_action_group (GTK_WIDGET (self), "theme",
                                  G_ACTION_GROUP (group));
}

static void
ink_window_init (InkWindow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_icon_theme_add_resource_path (
      gtk_icon_theme_get_for_display (gtk_widget_get_display (
          GTK_WIDGET (self))),
      "/io/github/inkling/Inkling/icons");
  add_pages (self);
  self->toasts = ADW_TOAST_OVERLAY (adw_toast_overlay_new ());
  adw_toast_overlay_set_child (self->toasts, GTK_WIDGET (self->stack));
  gtk_box_append (GTK_BOX (box), make_header (self));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->toasts));
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (self), box);
  gtk_widget_set_size_request (GTK_WIDGET (self), 980, 640);
  gtk_window_set_title (GTK_WINDOW (self), "Inkling");
  gtk_window_set_icon_name (GTK_WINDOW (self), "io.github.inkling.Inkling");
  add_theme_action (self);
  /* Where no page takes the file. */
  ink_file_drops_take (GTK_WIDGET (self), GTK_PHASE_BUBBLE, take_file,
                       GTK_WIDGET (self));
}

InkWindow *
ink_window_new (GtkApplication *application, InkWorkbench *workbench)
{
  InkWindow *self
      = g_object_new (INK_TYPE_WINDOW, "application", application, NULL);

  self->workbench = g_object_ref (workbench);
  ink_settings_load (&self->settings);
  gtk_window_set_default_size (GTK_WINDOW (self), self->settings.width,
                               self->settings.height);
  if (self->settings.maximized)
    gtk_window_maximize (GTK_WINDOW (self));
  ink_window_set_theme (self, self->settings.theme);

  g_signal_connect_swapped (workbench, "message", G_CALLBACK (message_cb),
                            self);
  g_signal_connect_swapped (workbench, "undoable", G_CALLBACK (undoable_cb),
                            self);
  g_signal_connect_swapped (workbench, "notify::run",
                            G_CALLBACK (run_changed_cb), self);
  g_signal_connect_swapped (self->stack, "notify::visible-child",
                            G_CALLBACK (page_changed_cb), self);
  run_changed_cb (self);
  page_changed_cb (self);
  return self;
}

gboolean
ink_window_show_page (InkWindow *self, const char *page)
{
  g_return_val_if_fail (INK_IS_WINDOW (self), FALSE);

  if (find_page (page) == NULL)
    return FALSE;
  adw_view_stack_set_visible_child_name (self->stack, page);
  return TRUE;
}

gboolean
ink_window_set_theme (InkWindow *self, const char *theme)
{
  static const char *const themes[] = { "system", "light", "dark", NULL };

  g_return_val_if_fail (INK_IS_WINDOW (self), FALSE);

  if (!g_strv_contains (themes, theme))
    return FALSE;
  return gtk_widget_activate_action (GTK_WIDGET (self), "theme.theme", "s",
                                     theme);
}

const char *const *
ink_window_pages (void)
{
  static const char *names[G_N_ELEMENTS (pages) + 1];

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    names[i] = pages[i].name;
  return names;
}
