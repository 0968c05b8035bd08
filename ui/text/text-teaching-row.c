/* The row under a text's verdict. */
#include "ui/text/text-teaching-row.h"

#include "ui/text/learned-texts-dialog.h"
#include "ui/text/text-class-popover.h"
#include "ui/text/text-teaching.h"

struct _InkTextTeachingRow
{
  GtkWidget parent_instance;
  InkWorkbench *workbench;
  InkTextTeaching *teaching;
  InkTextEditor *editor; /* borrowed of the page; NULL once disposed */
  GtkWidget *box;
  GtkMenuButton *button;
  InkTextClassPopover *classes;
  GtkWidget *learned; /* what is beside it */
  GtkLabel *label;
};

G_DEFINE_FINAL_TYPE (InkTextTeachingRow, ink_text_teaching_row,
                     GTK_TYPE_WIDGET)

/* --- What is shown --- */

static void
show_learned (InkTextTeachingRow *self)
{
  InkLearnedModel *learned = ink_text_teaching_get_learned (self->teaching);
  guint n = learned == NULL ? 0 : ink_learned_model_n_texts (learned);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->learned, n > 0);
  if (n == 0)
    return;
  if (n == 1)
    text = g_strdup_printf ("Learned as %s",
                            ink_learned_model_label (learned, 0));
  else
    text = g_strdup_printf ("Learned as %s · %u texts",
                            ink_learned_model_label (learned, n - 1), n);
  gtk_label_set_text (self->label, text);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->label), text);
}

/* Why there is nothing to teach; NULL where there is. */
static const char *
reason_against (InkTextTeachingRow *self, const InkModel *model,
                const InkTextReading *reading)
{
  if (model == NULL)
    return "There is no model that could learn";
  if (ink_text_editor_get_length (self->editor) == 0)
    return "Type a text first, then say what it is";
  if (reading != NULL && reading->tokens->len == 0)
    return "Nothing in this text is a word to this model";
  return NULL;
}

void
ink_text_teaching_row_set_reading (InkTextTeachingRow *self,
                                   const InkModel *model,
                                   const InkTextReading *reading)
{
  const char *reason;
  const char *shown;

  g_return_if_fail (INK_IS_TEXT_TEACHING_ROW (self));

  reason = reason_against (self, model, reading);
  shown = reason != NULL
              ? reason
              : "Say what this text is: a copy of the model learns it at once";
  if (model != NULL)
    ink_text_class_popover_set_classes (self->classes,
                                        ink_model_class_names (model));
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), reason == NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), shown);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, shown,
                                  -1);
}

/* --- What it does --- */

void
ink_text_teaching_row_learn (InkTextTeachingRow *self, const char *label)
{
  g_autofree char *text = NULL;

  g_return_if_fail (INK_IS_TEXT_TEACHING_ROW (self));

  text = ink_text_editor_get_text (self->editor);
  ink_text_teaching_learn (self->teaching, text, label);
}

void
ink_text_teaching_row_undo (InkTextTeachingRow *self)
{
  g_return_if_fail (INK_IS_TEXT_TEACHING_ROW (self));
  ink_text_teaching_undo (self->teaching);
}

static void
list_cb (InkTextTeachingRow *self)
{
  ink_learned_texts_dialog_present (GTK_WIDGET (self), self->teaching);
}

/* --- The widget --- */

static void
ink_text_teaching_row_dispose (GObject *object)
{
  InkTextTeachingRow *self = INK_TEXT_TEACHING_ROW (object);

  if (self->teaching != NULL)
    {
      g_signal_handlers_disconnect_by_data (self->teaching, self);
      ink_text_teaching_stop (self->teaching);
    }
  g_clear_object (&self->teaching);
  g_clear_object (&self->workbench);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  self->editor = NULL;
  G_OBJECT_CLASS (ink_text_teaching_row_parent_class)->dispose (object);
}

static void
ink_text_teaching_row_class_init (InkTextTeachingRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = ink_text_teaching_row_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass),
                                            GTK_TYPE_BIN_LAYOUT);
}

static void
make_button (InkTextTeachingRow *self)
{
  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->classes = INK_TEXT_CLASS_POPOVER (ink_text_class_popover_new ());
  gtk_menu_button_set_label (self->button, "_It is a …");
  gtk_menu_button_set_use_underline (self->button, TRUE);
  gtk_menu_button_set_popover (self->button, GTK_WIDGET (self->classes));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "ink-teach");
  g_signal_connect_swapped (self->classes, "chosen",
                            G_CALLBACK (ink_text_teaching_row_learn), self);
}

static GtkWidget *
make_flat (const char *label, const char *tooltip)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_widget_add_css_class (button, "flat");
  return button;
}

static void
make_learned (InkTextTeachingRow *self)
{
  GtkWidget *undo = make_flat ("_Undo", "Take the last text out again");
  GtkWidget *list
      = make_flat ("_List…", "All texts that this model was taught here");

  self->learned = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);
  self->label = g_object_new (GTK_TYPE_LABEL, "accessible-role",
                              GTK_ACCESSIBLE_ROLE_STATUS, NULL);
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (GTK_WIDGET (self->label), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->label), "ink-learned");
  g_signal_connect_swapped (undo, "clicked",
                            G_CALLBACK (ink_text_teaching_row_undo), self);
  g_signal_connect_swapped (list, "clicked", G_CALLBACK (list_cb), self);
  gtk_box_append (GTK_BOX (self->learned), GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (self->learned), undo);
  gtk_box_append (GTK_BOX (self->learned), list);
}

static void
ink_text_teaching_row_init (InkTextTeachingRow *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 10);
  make_button (self);
  make_learned (self);
  gtk_box_append (GTK_BOX (self->box), GTK_WIDGET (self->button));
  gtk_box_append (GTK_BOX (self->box), self->learned);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
  gtk_widget_set_margin_top (GTK_WIDGET (self), 6);
}

GtkWidget *
ink_text_teaching_row_new (InkWorkbench *workbench, InkTextEditor *editor)
{
  InkTextTeachingRow *self = g_object_new (INK_TYPE_TEXT_TEACHING_ROW, NULL);

  self->workbench = g_object_ref (workbench);
  self->editor = editor;
  self->teaching = ink_text_teaching_new (workbench);
  g_signal_connect_swapped (self->teaching, "changed",
                            G_CALLBACK (show_learned), self);
  show_learned (self);
  return GTK_WIDGET (self);
}
