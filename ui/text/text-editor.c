/* A tinted text view that scrolls, with what to try on top while it is
 * empty. */
#include "ui/text/text-editor.h"

#include "ui/text/text-hover.h"

struct _InkTextEditor
{
  GtkWidget parent_instance;
  GtkWidget *overlay;
  InkTintedView *view;
  InkTextHover *hover;
  GtkTextBuffer *buffer; /* borrowed from the view */
  GtkWidget *hint;
  GtkWidget *examples;
};

enum
{
  CHANGED,
  PASTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkTextEditor, ink_text_editor, GTK_TYPE_WIDGET)

static void
ink_text_editor_dispose (GObject *object)
{
  InkTextEditor *self = INK_TEXT_EDITOR (object);

  if (self->buffer != NULL)
    g_signal_handlers_disconnect_by_data (self->buffer, self);
  self->buffer = NULL;
  g_clear_pointer (&self->hover, ink_text_hover_free);
  g_clear_pointer (&self->overlay, gtk_widget_unparent);
  G_OBJECT_CLASS (ink_text_editor_parent_class)->dispose (object);
}

static gboolean
ink_text_editor_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (INK_TEXT_EDITOR (widget)->view));
}

static void
ink_text_editor_class_init (InkTextEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = ink_text_editor_dispose;
  widget_class->grab_focus = ink_text_editor_grab_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "text-editor");
  signals[CHANGED]
      = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[PASTED]
      = g_signal_new ("pasted", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST,
                      0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
pasted_cb (InkTextEditor *self)
{
  g_signal_emit (self, signals[PASTED], 0);
}

static void
changed_cb (InkTextEditor *self)
{
  gtk_widget_set_visible (self->hint,
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static GtkWidget *
make_hint (InkTextEditor *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *label
      = gtk_label_new ("Type or paste a text. Its class shows as you type.");

  self->examples = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_can_target (label, FALSE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), self->examples);
  gtk_widget_set_valign (box, GTK_ALIGN_START);
  gtk_widget_set_margin_top (box, 14);
  gtk_widget_set_margin_start (box, 18);
  gtk_widget_set_margin_end (box, 18);
  return box;
}

static GtkWidget *
make_view (InkTextEditor *self)
{
  GtkWidget *scrolled = gtk_scrolled_window_new ();
  GtkTextView *view;

  self->view = INK_TINTED_VIEW (ink_tinted_view_new ());
  view = GTK_TEXT_VIEW (self->view);
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (view, FALSE);
  gtk_text_view_set_top_margin (view, 14);
  gtk_text_view_set_bottom_margin (view, 14);
  gtk_text_view_set_left_margin (view, 16);
  gtk_text_view_set_right_margin (view, 16);
  gtk_text_view_set_pixels_inside_wrap (view, 8);
  gtk_text_view_set_pixels_below_lines (view, 8);
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "ink-text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->view),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  "Text to classify", -1);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (scrolled),
                                  GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scrolled),
                                 GTK_WIDGET (self->view));
  gtk_widget_set_vexpand (scrolled, TRUE);
  return scrolled;
}

static void
ink_text_editor_init (InkTextEditor *self)
{
  self->overlay = gtk_overlay_new ();
  gtk_overlay_set_child (GTK_OVERLAY (self->overlay), make_view (self));
  self->buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->view));
  self->hover = ink_text_hover_new (self->view);
  self->hint = make_hint (self);
  gtk_widget_set_margin_top (self->hint, 14);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->hint);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb),
                            self);
  g_signal_connect_swapped (self->buffer, "paste-done", G_CALLBACK (pasted_cb),
                            self);
}

GtkWidget *
ink_text_editor_new (void)
{
  return g_object_new (INK_TYPE_TEXT_EDITOR, NULL);
}

char *
ink_text_editor_get_text (InkTextEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

guint
ink_text_editor_get_length (InkTextEditor *self)
{
  return (guint) gtk_text_buffer_get_char_count (self->buffer);
}

void
ink_text_editor_set_text (InkTextEditor *self, const char *text)
{
  gtk_text_buffer_set_text (self->buffer, text, -1);
}

void
ink_text_editor_replace_text (InkTextEditor *self, const char *text)
{
  GtkTextIter start, end;

  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &end, text, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

static void
example_cb (GtkButton *button, InkTextEditor *self)
{
  const char *text = g_object_get_data (G_OBJECT (button), "ink-example");
  GtkTextIter end;

  gtk_text_buffer_set_text (self->buffer, text, -1);
  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_place_cursor (self->buffer, &end);
  gtk_widget_grab_focus (GTK_WIDGET (self->view));
}

static GtkWidget *
make_example (InkTextEditor *self, const char *text)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *label = gtk_label_new (text);
  g_autofree char *name = g_strdup_printf ("Example: %s", text);

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_button_set_child (GTK_BUTTON (button), label);
  gtk_widget_set_halign (button, GTK_ALIGN_START);
  gtk_widget_set_tooltip_text (button, "Use this text");
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  g_object_set_data_full (G_OBJECT (button), "ink-example", g_strdup (text),
                          g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (example_cb), self);
  return button;
}

void
ink_text_editor_set_examples (InkTextEditor *self, const char *const *examples)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (self->examples)) != NULL)
    gtk_box_remove (GTK_BOX (self->examples), child);
  for (guint i = 0; examples[i] != NULL; i++)
    gtk_box_append (GTK_BOX (self->examples), make_example (self, examples[i]));
}

void
ink_text_editor_tint (InkTextEditor *self, const InkTextReading *reading,
                      InkTintMode mode, const InkClassColors *colors)
{
  ink_tinted_view_set_tints (
      self->view,
      reading != NULL ? ink_text_tints_new (reading, mode, colors) : NULL);
  ink_text_hover_set_reading (self->hover, reading);
}

InkTintedView *
ink_text_editor_get_view (InkTextEditor *self)
{
  return self->view;
}

gboolean
ink_text_editor_tell_word (InkTextEditor *self)
{
  return ink_text_hover_open (self->hover);
}
