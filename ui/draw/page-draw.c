/* The page Draw: the sheet with its tools at the left, the reading at the
 * right. Everything that a button or a key does is an action "draw.*", enabled
 * where it has an effect. Keys work wherever the focus is while the page is
 * shown, and nowhere else. */
#include "ui/draw/page-draw.h"

#include <string.h>

#include "core/base/error.h"
#include "ui/draw/digit-panel.h"
#include "ui/draw/draw-clipboard.h"
#include "ui/draw/draw-files.h"
#include "ui/draw/draw-keys.h"
#include "ui/draw/draw-toolbar.h"
#include "ui/draw/number-boxes.h"
#include "ui/draw/sheet-content.h"

struct _InkPageDraw
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  GtkWidget *child;
  InkDrawingArea *sheet;
  InkNumberBoxes *boxes; /* over the sheet */
  InkDigitPanel *panel;
  GtkNativeDialog *dialog; /* while one is open */
  GCancellable *cancellable;
};

enum
{
  PROP_TOOL = 1,
};

G_DEFINE_FINAL_TYPE (InkPageDraw, ink_page_draw, GTK_TYPE_WIDGET)

/* --- Content from outside --- */

static void
take_content (InkPageDraw *self, InkSheetContent *content)
{
  if (content->chart != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self), "win.open-chart", "s",
                                content->chart);
  else if (content->drawing != NULL)
    ink_drawing_area_set_drawing (self->sheet, content->drawing);
  else
    ink_drawing_area_set_picture (self->sheet,
                                  g_steal_pointer (&content->pixels),
                                  content->height, content->width);
}

static void
content_read_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkPageDraw) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (InkSheetContent) content
      = ink_sheet_content_read_finish (result, &error);

  if (self->workbench == NULL) /* closed meanwhile */
    return;
  if (content == NULL)
    ink_workbench_say (self->workbench, error->message);
  else
    take_content (self, content);
}

void
ink_page_draw_open (InkPageDraw *self, GFile *file)
{
  g_return_if_fail (INK_IS_PAGE_DRAW (self));

  ink_sheet_content_read_async (file, self->cancellable, content_read_cb,
                                g_object_ref (self));
}

void
ink_page_draw_show_input (InkPageDraw *self, const guint8 *pixels)
{
  g_return_if_fail (INK_IS_PAGE_DRAW (self));

  ink_digit_panel_expect_input (self->panel, pixels);
  ink_drawing_area_set_picture (self->sheet,
                                g_memdup2 (pixels, INK_DIGIT_PIXELS),
                                INK_DIGIT_SIZE, INK_DIGIT_SIZE);
}

static void
take_texture (InkPageDraw *self, GdkTexture *texture)
{
  g_autoptr (InkSheetContent) content
      = ink_sheet_content_from_texture (texture);

  if (content != NULL)
    take_content (self, content);
  else
    ink_workbench_say (self->workbench, "That picture is too large.");
}

/* Returns: whether @value held something to put on the sheet. */
static gboolean
take_value (InkPageDraw *self, const GValue *value)
{
  if (G_VALUE_HOLDS (value, GDK_TYPE_FILE_LIST))
    {
      GSList *files = g_value_get_boxed (value);

      if (files == NULL)
        return FALSE;
      ink_page_draw_open (self, files->data);
      return TRUE;
    }
  if (!G_VALUE_HOLDS (value, GDK_TYPE_TEXTURE)
      || g_value_get_object (value) == NULL)
    return FALSE;
  take_texture (self, g_value_get_object (value));
  return TRUE;
}

static void
pasted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (InkPageDraw) self = user_data;
  const GValue *value
      = gdk_clipboard_read_value_finish (GDK_CLIPBOARD (source), result, NULL);

  if (self->workbench == NULL)
    return;
  if (value == NULL || !take_value (self, value))
    ink_workbench_say (self->workbench,
                       "There is no picture on the clipboard.");
}

static void
paste_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageDraw *self = INK_PAGE_DRAW (widget);
  GdkClipboard *clipboard = gtk_widget_get_clipboard (widget);
  GdkContentFormats *formats = gdk_clipboard_get_formats (clipboard);
  gboolean files = gdk_content_formats_contain_mime_type (formats,
                                                          "text/uri-list")
                   || gdk_content_formats_contain_gtype (formats,
                                                         GDK_TYPE_FILE_LIST);

  gdk_clipboard_read_value_async (
      clipboard, files ? GDK_TYPE_FILE_LIST : GDK_TYPE_TEXTURE,
      G_PRIORITY_DEFAULT, self->cancellable, pasted_cb, g_object_ref (self));
}

static gboolean
drop_cb (InkPageDraw *self, const GValue *value)
{
  return take_value (self, value);
}

/* --- Files --- */

static void
add_filter (GtkFileChooser *chooser, const char *name, const char *first,
            const char *second)
{
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, name);
  gtk_file_filter_add_suffix (filter, first);
  if (second != NULL)
    gtk_file_filter_add_suffix (filter, second);
  gtk_file_chooser_add_filter (chooser, filter);
}

static GtkFileChooser *
make_chooser (InkPageDraw *self, const char *title,
              GtkFileChooserAction action, GCallback callback)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkFileChooserNative *dialog = gtk_file_chooser_native_new (
      title, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, action, NULL,
      NULL);

  g_clear_object (&self->dialog);
  self->dialog = GTK_NATIVE_DIALOG (dialog);
  gtk_native_dialog_set_modal (self->dialog, TRUE);
  g_signal_connect_swapped (dialog, "response", callback, self);
  return GTK_FILE_CHOOSER (dialog);
}

/* (transfer full) (nullable): what was chosen, once. */
static GFile *
take_choice (InkPageDraw *self, int response)
{
  GFile *file = NULL;

  if (response == GTK_RESPONSE_ACCEPT)
    file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->dialog));
  gtk_native_dialog_hide (self->dialog);
  g_clear_object (&self->dialog);
  return file;
}

/* Suffixes as cameras write them, too: GTK heeds no case. */
static void
add_open_filter (GtkFileChooser *chooser)
{
  static const char *const suffixes[]
      = { "png", "jpg", "jpeg", "webp", "tif", "tiff", "gif", "bmp", "inkml" };
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();

  gtk_file_filter_set_name (filter, "Pictures and InkML drawings");
  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    gtk_file_filter_add_suffix (filter, suffixes[i]);
  gtk_file_chooser_add_filter (chooser, filter);
}

static void
open_response_cb (InkPageDraw *self, int response)
{
  g_autoptr (GFile) file = take_choice (self, response);

  if (file != NULL)
    ink_page_draw_open (self, file);
}

static void
open_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageDraw *self = INK_PAGE_DRAW (widget);
  GtkFileChooser *chooser
      = make_chooser (self, "Open a Digit", GTK_FILE_CHOOSER_ACTION_OPEN,
                      G_CALLBACK (open_response_cb));

  add_open_filter (chooser);
  gtk_native_dialog_show (self->dialog);
}

gboolean
ink_page_draw_save_as (InkPageDraw *self, const char *path,
                       InkDrawFormat format, GError **error)
{
  g_return_val_if_fail (INK_IS_PAGE_DRAW (self), FALSE);

  return ink_draw_write (self->sheet, ink_digit_panel_get_pixels (self->panel),
                         format, path, error);
}

gboolean
ink_page_draw_save (InkPageDraw *self, const char *path, GError **error)
{
  return ink_page_draw_save_as (
      self, path, ink_draw_format_of (path, INK_DRAW_INKML), error);
}

/* A file that nobody chose is not replaced. */
static gboolean
save_chosen (InkPageDraw *self, const char *chosen, const char *path,
             InkDrawFormat format, GError **error)
{
  if (strcmp (chosen, path) != 0 && g_file_test (path, G_FILE_TEST_EXISTS))
    return ink_error_set (error, INK_ERROR_ARGUMENT,
                          "%s: expected a new name, found a file of this one: "
                          "choose it to replace it",
                          path);
  return ink_page_draw_save_as (self, path, ink_draw_format_of (path, format),
                                error);
}

static void
save_response_cb (InkPageDraw *self, int response)
{
  InkDrawFormat format
      = ink_draw_format_chosen (GTK_FILE_CHOOSER (self->dialog));
  g_autoptr (GFile) file = take_choice (self, response);
  g_autoptr (GError) error = NULL;
  g_autofree char *chosen = file != NULL ? g_file_get_path (file) : NULL;
  g_autofree char *path = NULL;

  if (chosen == NULL)
    return;
  path = ink_draw_format_path (chosen, format);
  if (!save_chosen (self, chosen, path, format, &error))
    ink_workbench_say (self->workbench, error->message);
  else
    {
      g_autofree char *base = g_path_get_basename (path);
      g_autofree char *message = g_strdup_printf ("Saved as %s", base);

      ink_workbench_say (self->workbench, message);
    }
}

static void
save_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageDraw *self = INK_PAGE_DRAW (widget);
  gboolean strokes
      = !ink_drawing_is_empty (ink_drawing_area_get_drawing (self->sheet));
  GtkFileChooser *chooser
      = make_chooser (self, "Save the Digit", GTK_FILE_CHOOSER_ACTION_SAVE,
                      G_CALLBACK (save_response_cb));

  for (InkDrawFormat i = 0; i < INK_DRAW_N_FORMATS; i++)
    if (strokes || i == INK_DRAW_DIGIT)
      add_filter (chooser, ink_draw_format_title (i),
                  ink_draw_format_suffix (i) + 1, NULL);
  gtk_file_chooser_set_current_name (chooser,
                                     strokes ? "digit.inkml" : "digit.png");
  gtk_native_dialog_show (self->dialog);
}

static void
copy_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageDraw *self = INK_PAGE_DRAW (widget);
  const guint8 *pixels = ink_digit_panel_get_pixels (self->panel);

  if (pixels == NULL)
    return;
  ink_draw_copy_pixels (gtk_widget_get_clipboard (widget), pixels);
  ink_workbench_say (self->workbench, "Copied the 28 × 28 picture");
}

static void
copy_verdict_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  InkPageDraw *self = INK_PAGE_DRAW (widget);
  g_autofree char *text
      = ink_draw_copy_verdict (gtk_widget_get_clipboard (widget),
                               ink_digit_panel_get_summary (self->panel));
  g_autofree char *message = g_strdup_printf ("Copied “%s”", text);

  ink_workbench_say (self->workbench, message);
}

/* --- Editing --- */

static void
undo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_drawing_area_undo (INK_PAGE_DRAW (widget)->sheet);
}

static void
redo_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_drawing_area_redo (INK_PAGE_DRAW (widget)->sheet);
}

static void
clear_action (GtkWidget *widget, const char *name, GVariant *parameter)
{
  ink_drawing_area_clear (INK_PAGE_DRAW (widget)->sheet);
}

static void
sheet_changed_cb (InkPageDraw *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean empty = ink_drawing_area_is_empty (self->sheet);

  gtk_widget_action_set_enabled (widget, "draw.undo",
                                 ink_drawing_area_can_undo (self->sheet));
  gtk_widget_action_set_enabled (widget, "draw.redo",
                                 ink_drawing_area_can_redo (self->sheet));
  gtk_widget_action_set_enabled (widget, "draw.clear", !empty);
  gtk_widget_action_set_enabled (widget, "draw.save", !empty);
  gtk_widget_action_set_enabled (widget, "draw.copy", !empty);
  gtk_widget_action_set_enabled (widget, "draw.copy-verdict", !empty);
}

/* --- The widget --- */

static void
ink_page_draw_dispose (GObject *object)
{
  InkPageDraw *self = INK_PAGE_DRAW (object);

  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  if (self->dialog != NULL)
    gtk_native_dialog_destroy (self->dialog);
  g_clear_object (&self->dialog);
  g_clear_pointer (&self->child, gtk_widget_unparent);
  g_clear_object (&self->workbench);
  G_OBJECT_CLASS (ink_page_draw_parent_class)->dispose (object);
}

static gboolean
ink_page_draw_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INK_PAGE_DRAW (widget)->sheet));
}

static void
ink_page_draw_get_property (GObject *object, guint property, GValue *value,
                            GParamSpec *pspec)
{
  if (property == PROP_TOOL)
    g_value_set_enum (value, ink_drawing_area_get_tool (
                                 INK_PAGE_DRAW (object)->sheet));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

static void
ink_page_draw_set_property (GObject *object, guint property,
                            const GValue *value, GParamSpec *pspec)
{
  if (property == PROP_TOOL)
    ink_drawing_area_set_tool (INK_PAGE_DRAW (object)->sheet,
                               (InkTool) g_value_get_enum (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property, pspec);
}

/* The sheet's tool, for an action to show and set. */
static void
tool_changed_cb (InkPageDraw *self)
{
  g_object_notify (G_OBJECT (self), "tool");
}

static void
install_tool (InkPageDrawClass *klass)
{
  G_OBJECT_CLASS (klass)->get_property = ink_page_draw_get_property;
  G_OBJECT_CLASS (klass)->set_property = ink_page_draw_set_property;
  g_object_class_install_property (
      G_OBJECT_CLASS (klass), PROP_TOOL,
      g_param_spec_enum ("tool", NULL, NULL, INK_TYPE_TOOL, INK_TOOL_PEN,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY
                             | G_PARAM_STATIC_STRINGS));
  gtk_widget_class_install_property_action (GTK_WIDGET_CLASS (klass),
                                            "draw.tool", "tool");
}

static void
ink_page_draw_class_init (InkPageDrawClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_page_draw_dispose;
  install_tool (klass);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  widget_class->grab_focus = ink_page_draw_grab_focus;
  gtk_widget_class_set_css_name (widget_class, "pagedraw");
  gtk_widget_class_install_action (widget_class, "draw.undo", NULL,
                                   undo_action);
  gtk_widget_class_install_action (widget_class, "draw.redo", NULL,
                                   redo_action);
  gtk_widget_class_install_action (widget_class, "draw.clear", NULL,
                                   clear_action);
  gtk_widget_class_install_action (widget_class, "draw.open", NULL,
                                   open_action);
  gtk_widget_class_install_action (widget_class, "draw.save", NULL,
                                   save_action);
  gtk_widget_class_install_action (widget_class, "draw.copy", NULL,
                                   copy_action);
  gtk_widget_class_install_action (widget_class, "draw.copy-verdict", NULL,
                                   copy_verdict_action);
  gtk_widget_class_install_action (widget_class, "draw.paste", NULL,
                                   paste_action);
}

static void
ink_page_draw_init (InkPageDraw *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
accept_drops (InkPageDraw *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, GDK_TYPE_TEXTURE };
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->sheet),
                             GTK_EVENT_CONTROLLER (target));
}

/* The sheet with the boxes of a number's digits over it. */
static GtkWidget *
make_sheet (InkPageDraw *self)
{
  GtkWidget *overlay = gtk_overlay_new ();

  self->boxes = INK_NUMBER_BOXES (ink_number_boxes_new (self->sheet));
  gtk_overlay_set_child (GTK_OVERLAY (overlay), GTK_WIDGET (self->sheet));
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), GTK_WIDGET (self->boxes));
  return overlay;
}

static GtkWidget *
make_left (InkPageDraw *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 8);
  GtkWidget *help = gtk_label_new (
      "Draw anywhere, any size, or drop a picture. Ctrl+Z undoes, Del clears.");

  ink_drawing_area_set_hint (self->sheet, "Draw a digit here");
  gtk_widget_set_vexpand (GTK_WIDGET (self->sheet), TRUE);
  gtk_label_set_xalign (GTK_LABEL (help), 0);
  gtk_label_set_ellipsize (GTK_LABEL (help), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (help, "dim-label");
  gtk_widget_add_css_class (help, "caption");
  gtk_box_append (GTK_BOX (box), ink_draw_toolbar_new (self->sheet));
  gtk_box_append (GTK_BOX (box), make_sheet (self));
  gtk_box_append (GTK_BOX (box), help);
  gtk_widget_set_margin_top (box, 12);
  gtk_widget_set_margin_bottom (box, 12);
  return box;
}

GtkWidget *
ink_page_draw_new (InkWorkbench *workbench)
{
  InkPageDraw *self = g_object_new (INK_TYPE_PAGE_DRAW, NULL);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 15);

  self->workbench = g_object_ref (workbench);
  self->sheet = INK_DRAWING_AREA (ink_drawing_area_new ());
  gtk_box_append (GTK_BOX (box), make_left (self));
  self->panel
      = INK_DIGIT_PANEL (ink_digit_panel_new (workbench, self->sheet));
  ink_digit_panel_set_boxes (self->panel, self->boxes);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->panel));
  gtk_box_set_homogeneous (GTK_BOX (box), TRUE);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 15);
  self->child = box;
  gtk_widget_set_parent (box, GTK_WIDGET (self));
  accept_drops (self);
  ink_draw_keys_add (GTK_WIDGET (self));
  g_signal_connect_object (self->sheet, "changed",
                           G_CALLBACK (sheet_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sheet, "notify::tool",
                           G_CALLBACK (tool_changed_cb), self,
                           G_CONNECT_SWAPPED);
  sheet_changed_cb (self);
  return GTK_WIDGET (self);
}

InkDrawingArea *
ink_page_draw_get_sheet (InkPageDraw *self)
{
  g_return_val_if_fail (INK_IS_PAGE_DRAW (self), NULL);

  return self->sheet;
}
