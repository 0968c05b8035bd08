/* The panel above the results. */
#include "ui/cross-validate/cross-validate-panel.h"

#include <math.h>

#include "ui/format.h"

struct _InkCrossValidatePanel
{
  GtkBox parent_instance;
  GtkLabel *heading;
  GtkLabel *text;
  GtkWidget *progress;
  GtkWidget *start, *cancel, *export;
};

G_DEFINE_FINAL_TYPE (InkCrossValidatePanel, ink_cross_validate_panel,
                     GTK_TYPE_BOX)

/* It is asked for many times a second. */
static void
set_text (GtkLabel *label, const char *text)
{
  if (g_strcmp0 (gtk_label_get_text (label), text) != 0)
    gtk_label_set_text (label, text);
}

void
ink_cross_validate_panel_show (InkCrossValidatePanel *self,
                               const char *heading, const char *text)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_PANEL (self));
  set_text (self->heading, heading);
  set_text (self->text, text);
}

void
ink_cross_validate_panel_show_progress (InkCrossValidatePanel *self,
                                        const char *heading, double fraction,
                                        double elapsed, double left)
{
  GString *text = g_string_new (NULL);

  g_return_if_fail (INK_IS_CROSS_VALIDATE_PANEL (self));

  if (isfinite (elapsed))
    {
      g_autofree char *clock = ink_format_clock (elapsed);

      g_string_append_printf (text, "Elapsed\u00a0%s", clock);
    }
  if (isfinite (left))
    {
      g_autofree char *clock = ink_format_clock (left);

      g_string_append_printf (text, "     Left\u00a0%s", clock);
    }
  ink_cross_validate_panel_show (self, heading, text->str);
  g_string_free (text, TRUE);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), fraction);
}

void
ink_cross_validate_panel_set_running (InkCrossValidatePanel *self,
                                      gboolean running)
{
  g_return_if_fail (INK_IS_CROSS_VALIDATE_PANEL (self));

  gtk_widget_set_visible (self->start, !running);
  gtk_widget_set_visible (self->export, !running);
  gtk_widget_set_visible (self->cancel, running);
  gtk_widget_set_visible (self->progress, running);
  gtk_widget_set_hexpand (GTK_WIDGET (self->heading), !running);
  gtk_progress_bar_set_fraction (GTK_PROGRESS_BAR (self->progress), 0);
}

static GtkWidget *
add_button (GtkWidget *box, const char *label, const char *action,
            const char *style, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_label (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_set_tooltip_text (button, tooltip);
  if (style != NULL)
    gtk_widget_add_css_class (button, style);
  gtk_box_append (GTK_BOX (box), button);
  return button;
}

static GtkWidget *
make_first_line (InkCrossValidatePanel *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *heading = gtk_label_new (NULL);
  GtkWidget *buttons = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);

  self->heading = GTK_LABEL (heading);
  gtk_label_set_xalign (self->heading, 0);
  gtk_label_set_ellipsize (self->heading, PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (heading, "heading");
  gtk_widget_add_css_class (heading, "ink-tabular");

  self->progress = gtk_progress_bar_new ();
  gtk_widget_set_hexpand (self->progress, TRUE);
  gtk_widget_set_valign (self->progress, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (self->progress, "ink-progress");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->progress),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Progress of the cross-validation", -1);

  self->export = add_button (buttons, "Export…", "cross-validate.export", NULL,
                             "All figures of all folds, as JSON");
  self->start = add_button (buttons, "Start", "cross-validate.start",
                            "suggested-action", "Ctrl+Return");
  self->cancel = add_button (buttons, "Cancel", "cross-validate.cancel",
                             "destructive-action", "Ctrl+.");
  gtk_widget_set_halign (buttons, GTK_ALIGN_END);

  gtk_box_append (GTK_BOX (box), heading);
  gtk_box_append (GTK_BOX (box), self->progress);
  gtk_box_append (GTK_BOX (box), buttons);
  return box;
}

static void
ink_cross_validate_panel_class_init (InkCrossValidatePanelClass *klass)
{
}

static void
ink_cross_validate_panel_init (InkCrossValidatePanel *self)
{
  GtkWidget *text = gtk_label_new (NULL);

  gtk_orientable_set_orientation (GTK_ORIENTABLE (self),
                                  GTK_ORIENTATION_VERTICAL);
  gtk_box_set_spacing (GTK_BOX (self), 6);
  gtk_widget_add_css_class (GTK_WIDGET (self), "card");
  gtk_widget_add_css_class (GTK_WIDGET (self), "ink-panel");
  gtk_box_append (GTK_BOX (self), make_first_line (self));

  self->text = GTK_LABEL (text);
  gtk_label_set_wrap (self->text, TRUE);
  gtk_label_set_wrap_mode (self->text, PANGO_WRAP_WORD_CHAR);
  gtk_label_set_xalign (self->text, 0);
  gtk_label_set_selectable (self->text, FALSE);
  gtk_widget_add_css_class (text, "ink-tabular");
  gtk_box_append (GTK_BOX (self), text);
  ink_cross_validate_panel_set_running (self, FALSE);
}

GtkWidget *
ink_cross_validate_panel_new (void)
{
  return g_object_new (INK_TYPE_CROSS_VALIDATE_PANEL, NULL);
}
