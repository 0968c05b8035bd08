/* An entry of a legend under the pointer and the keyboard. The plot draws it;
 * this is the frame around it, which style.css shows on hover and focus. */
#include "ui/chart/legend-key.h"

#define SOLO_MASK (GDK_SHIFT_MASK | GDK_CONTROL_MASK)

struct _InkLegendKey
{
  GtkWidget parent_instance;
  char *name;
  gboolean shown;
};

enum
{
  TOGGLED,
  SOLO,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (InkLegendKey, ink_legend_key, GTK_TYPE_WIDGET)

/* The first click of two has toggled already: that is undone. */
static void
released_cb (GtkGestureClick *gesture,
             int n_press,
             double x,
             double y,
             InkLegendKey *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
      GTK_EVENT_CONTROLLER (gesture));

  if (!gtk_widget_contains (GTK_WIDGET (self), x, y))
    return;
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  if ((state & SOLO_MASK) != 0)
    {
      if (n_press == 1)
        g_signal_emit (self, signals[SOLO], 0);
      return;
    }
  g_signal_emit (self, signals[TOGGLED], 0);
  if (n_press == 2)
    g_signal_emit (self, signals[SOLO], 0);
}

static gboolean
key_cb (GtkEventControllerKey *controller,
        guint key,
        guint code,
        GdkModifierType state,
        InkLegendKey *self)
{
  switch (key)
    {
    case GDK_KEY_space:
    case GDK_KEY_KP_Space:
    case GDK_KEY_Return:
    case GDK_KEY_KP_Enter:
      g_signal_emit (self,
                     signals[(state & SOLO_MASK) != 0 ? SOLO : TOGGLED], 0);
      return GDK_EVENT_STOP;
    default:
      return GDK_EVENT_PROPAGATE;
    }
}

static void
ink_legend_key_finalize (GObject *object)
{
  g_free (INK_LEGEND_KEY (object)->name);
  G_OBJECT_CLASS (ink_legend_key_parent_class)->finalize (object);
}

static void
ink_legend_key_class_init (InkLegendKeyClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = ink_legend_key_finalize;
  gtk_widget_class_set_css_name (widget_class, "legendkey");
  gtk_widget_class_set_accessible_role (widget_class,
                                        GTK_ACCESSIBLE_ROLE_CHECKBOX);
  signals[TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass),
                                   G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[SOLO] = g_signal_new ("solo", G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
ink_legend_key_init (InkLegendKey *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *key = gtk_event_controller_key_new ();

  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "pointer");
  g_signal_connect (click, "released", G_CALLBACK (released_cb), self);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (click));
  g_signal_connect (key, "key-pressed", G_CALLBACK (key_cb), self);
  gtk_widget_add_controller (widget, key);
}

GtkWidget *
ink_legend_key_new (void)
{
  return g_object_new (INK_TYPE_LEGEND_KEY, NULL);
}

static void
describe (InkLegendKey *self)
{
  static const char help[] =
      "Double-click, or Shift+click: alone, or all again";
  g_autofree char *tooltip =
      g_strdup_printf ("%s %s\n%s", self->shown ? "Click: hide" : "Click: show",
                       self->name, help);

  gtk_widget_set_tooltip_text (GTK_WIDGET (self), tooltip);
  gtk_accessible_update_property (
      GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, self->name,
      GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
      "Series. Space hides or shows it, Shift+Space shows it alone.", -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self),
                               GTK_ACCESSIBLE_STATE_CHECKED,
                               self->shown ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                           : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

void
ink_legend_key_set (InkLegendKey *self, const char *name, gboolean shown)
{
  g_return_if_fail (INK_IS_LEGEND_KEY (self));

  if (self->name != NULL && self->shown == shown &&
      g_strcmp0 (self->name, name) == 0)
    return;
  if (g_strcmp0 (self->name, name) != 0)
    {
      g_free (self->name);
      self->name = g_strdup (name);
    }
  self->shown = shown;
  describe (self);
}

const char *
ink_legend_key_get_name (InkLegendKey *self)
{
  g_return_val_if_fail (INK_IS_LEGEND_KEY (self), NULL);
  return self->name;
}

gboolean
ink_legend_key_get_shown (InkLegendKey *self)
{
  g_return_val_if_fail (INK_IS_LEGEND_KEY (self), FALSE);
  return self->shown;
}
