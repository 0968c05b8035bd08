/* A text view with tints. A tint's strength is the word's contribution against
 * the strongest one of the text, but at least TINT_FLOOR nats, so that a text
 * that says nothing does not glow. Strengths are rounded to N_LEVELS steps,
 * each one tag; the faintest is no tag at all. */
#include "ui/text-editor.h"

#include <math.h>

#define N_LEVELS 12
#define TINT_FLOOR 0.15
#define MAX_ALPHA 0.55
#define MAX_TINTS 20000

struct _InkTextEditor
{
  GtkWidget parent_instance;
  GtkWidget *overlay;
  GtkTextView *view;
  GtkTextBuffer *buffer; /* borrowed from the view */
  GtkWidget *hint;
  GtkWidget *examples;
  GtkTextTag *tags[2][N_LEVELS]; /* for, against */
};

enum
{
  CHANGED,
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
}

static void
changed_cb (InkTextEditor *self)
{
  gtk_widget_set_visible (self->hint,
                          gtk_text_buffer_get_char_count (self->buffer) == 0);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
make_tags (InkTextEditor *self)
{
  static const GdkRGBA colors[2]
      = { { 0.21f, 0.52f, 0.89f, 1.0f }, { 0.95f, 0.45f, 0.05f, 1.0f } };

  for (guint side = 0; side < 2; side++)
    for (guint level = 1; level < N_LEVELS; level++)
      {
        GdkRGBA color = colors[side];

        color.alpha = (float) (MAX_ALPHA * level / (N_LEVELS - 1));
        self->tags[side][level] = gtk_text_buffer_create_tag (
            self->buffer, NULL, "background-rgba", &color, NULL);
      }
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

  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_accepts_tab (self->view, FALSE);
  gtk_text_view_set_top_margin (self->view, 14);
  gtk_text_view_set_bottom_margin (self->view, 14);
  gtk_text_view_set_left_margin (self->view, 16);
  gtk_text_view_set_right_margin (self->view, 16);
  gtk_text_view_set_pixels_inside_wrap (self->view, 8);
  gtk_text_view_set_pixels_below_lines (self->view, 8);
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
  self->buffer = gtk_text_view_get_buffer (self->view);
  self->hint = make_hint (self);
  gtk_widget_set_margin_top (self->hint, 14);
  gtk_overlay_add_overlay (GTK_OVERLAY (self->overlay), self->hint);
  gtk_widget_set_parent (self->overlay, GTK_WIDGET (self));
  make_tags (self);
  g_signal_connect_swapped (self->buffer, "changed", G_CALLBACK (changed_cb),
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

static void
remove_tints (InkTextEditor *self)
{
  GtkTextIter start, end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_remove_all_tags (self->buffer, &start, &end);
}

static double
strongest (const GArray *tokens)
{
  double most = TINT_FLOOR;

  for (guint i = 0; i < tokens->len; i++)
    most = MAX (most,
                fabs (g_array_index (tokens, InkTokenWeight, i).contribution));
  return most;
}

void
ink_text_editor_tint (InkTextEditor *self, const InkTextReading *reading)
{
  g_autofree char *text = NULL;
  double most;
  gsize byte = 0;
  guint character = 0;
  guint n_tints = 0;

  remove_tints (self);
  if (reading == NULL)
    return;
  text = ink_text_editor_get_text (self);
  most = strongest (reading->tokens);
  for (guint i = 0; i < reading->tokens->len && n_tints < MAX_TINTS; i++)
    {
      const InkTokenWeight *token
          = &g_array_index (reading->tokens, InkTokenWeight, i);
      double share = fabs (token->contribution) / most;
      guint level = (guint) lround (share * (N_LEVELS - 1));
      GtkTextIter start, end;
      guint length;

      character += (guint) g_utf8_strlen (text + byte,
                                          (gssize) (token->start - byte));
      byte = token->start;
      if (level == 0)
        continue;
      length = (guint) g_utf8_strlen (text + byte,
                                      (gssize) (token->end - byte));
      gtk_text_buffer_get_iter_at_offset (self->buffer, &start,
                                          (int) character);
      gtk_text_buffer_get_iter_at_offset (self->buffer, &end,
                                          (int) (character + length));
      gtk_text_buffer_apply_tag (
          self->buffer, self->tags[token->contribution < 0.0][level], &start,
          &end);
      n_tints++;
    }
}
