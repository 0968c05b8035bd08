/* Where the pointer or the cursor is, the word there, and its card. */
#include "ui/text/text-hover.h"

#include "ui/text/word-card.h"

#define MOST_TOKENS_SPOKEN 20000 /* a cursor that moves looks them all up */

struct _InkTextHover
{
  InkTintedView *view;
  InkTextReading *reading; /* (nullable) */
  GtkWidget *popover;      /* (nullable) */
  guint speaking;          /* a source's number */
};

static GtkTextView *
text_view (InkTextHover *hover)
{
  return GTK_TEXT_VIEW (hover->view);
}

/* The word under a point of the widget. */
static gboolean
find_at (InkTextHover *hover, int x, int y, guint *token)
{
  GtkTextIter iter;
  int buffer_x, buffer_y;

  gtk_text_view_window_to_buffer_coords (text_view (hover),
                                         GTK_TEXT_WINDOW_WIDGET, x, y,
                                         &buffer_x, &buffer_y);
  return gtk_text_view_get_iter_at_location (text_view (hover), &iter, buffer_x,
                                             buffer_y)
         && ink_tinted_view_find (
             hover->view, (guint) gtk_text_iter_get_offset (&iter), token);
}

/* The word that the cursor is in, or behind. */
static gboolean
find_at_cursor (InkTextHover *hover, guint *token)
{
  GtkTextBuffer *buffer = gtk_text_view_get_buffer (text_view (hover));
  int cursor;

  g_object_get (buffer, "cursor-position", &cursor, NULL);
  return ink_tinted_view_find (hover->view, (guint) cursor, token)
         || (cursor > 0
             && ink_tinted_view_find (hover->view, (guint) cursor - 1, token));
}

static gboolean
tooltip_cb (InkTextHover *hover, int x, int y, gboolean keyboard,
            GtkTooltip *tooltip)
{
  GdkRectangle area;
  guint token;

  if (hover->reading == NULL
      || !(keyboard ? find_at_cursor (hover, &token)
                    : find_at (hover, x, y, &token)))
    return FALSE;
  gtk_tooltip_set_custom (tooltip, ink_word_card_new (hover->reading, token));
  if (ink_tinted_view_get_area (hover->view, token, &area))
    gtk_tooltip_set_tip_area (tooltip, &area);
  return TRUE;
}

static void
close_popover (InkTextHover *hover)
{
  g_clear_pointer (&hover->popover, gtk_widget_unparent);
}

gboolean
ink_text_hover_open (InkTextHover *hover)
{
  GdkRectangle area;
  guint token;

  if (hover->reading == NULL || !find_at_cursor (hover, &token)
      || !ink_tinted_view_get_area (hover->view, token, &area))
    return FALSE;
  close_popover (hover);
  hover->popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (hover->popover),
                         ink_word_card_new (hover->reading, token));
  gtk_popover_set_pointing_to (GTK_POPOVER (hover->popover), &area);
  gtk_widget_set_parent (hover->popover, GTK_WIDGET (hover->view));
  gtk_popover_popup (GTK_POPOVER (hover->popover));
  return TRUE;
}

static gboolean
open_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  return ink_text_hover_open (user_data);
}

static gboolean
speak_cb (gpointer user_data)
{
  InkTextHover *hover = user_data;
  g_autofree char *text = NULL;
  guint token;

  hover->speaking = 0;
  if (hover->reading != NULL
      && hover->reading->tokens->len <= MOST_TOKENS_SPOKEN
      && find_at_cursor (hover, &token))
    text = ink_word_card_describe (hover->reading, token);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (hover->view), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      text != NULL ? text : "", -1);
  return G_SOURCE_REMOVE;
}

/* Once all else is done. */
static void
speak (InkTextHover *hover)
{
  if (hover->speaking == 0 && gtk_widget_has_focus (GTK_WIDGET (hover->view)))
    hover->speaking
        = g_idle_add_full (G_PRIORITY_LOW, speak_cb, hover, NULL);
}

void
ink_text_hover_set_reading (InkTextHover *hover, const InkTextReading *reading)
{
  g_clear_pointer (&hover->reading, ink_text_reading_unref);
  if (reading != NULL)
    hover->reading = ink_text_reading_ref ((InkTextReading *) reading);
  close_popover (hover);
  speak (hover);
}

InkTextHover *
ink_text_hover_new (InkTintedView *view)
{
  InkTextHover *hover = g_new0 (InkTextHover, 1);
  GtkEventController *keys = gtk_shortcut_controller_new ();

  hover->view = view;
  gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (keys),
      gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("<Control>i"),
                        gtk_callback_action_new (open_cb, hover, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (view), keys);
  gtk_widget_set_has_tooltip (GTK_WIDGET (view), TRUE);
  g_signal_connect_swapped (view, "query-tooltip", G_CALLBACK (tooltip_cb),
                            hover);
  g_signal_connect_swapped (
      gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)),
      "notify::cursor-position", G_CALLBACK (speak), hover);
  return hover;
}

void
ink_text_hover_free (InkTextHover *hover)
{
  if (hover == NULL)
    return;
  g_signal_handlers_disconnect_by_data (hover->view, hover);
  g_signal_handlers_disconnect_by_data (
      gtk_text_view_get_buffer (text_view (hover)), hover);
  g_clear_handle_id (&hover->speaking, g_source_remove);
  close_popover (hover);
  g_clear_pointer (&hover->reading, ink_text_reading_unref);
  g_free (hover);
}
