/* A drop target for files. It belongs to the widget that they are dropped on;
 * who takes them may be gone before. */
#include "ui/file-drops.h"

typedef struct
{
  GtkWidget *owner; /* the closure ends with it */
  InkFileDropFunc func;
} Taker;

static void
free_taker (gpointer taker, GClosure *closure)
{
  g_free (taker);
}

static gboolean
is_ready (const Taker *taker)
{
  return gtk_widget_get_mapped (taker->owner)
         && gtk_widget_is_sensitive (taker->owner);
}

/* What takes none leaves the file to the widgets around it. */
static gboolean
accept_cb (Taker *taker, GdkDrop *drop, GtkDropTarget *target)
{
  return is_ready (taker)
         && (gdk_drop_get_actions (drop) & gtk_drop_target_get_actions (target))
                != 0
         && gdk_content_formats_contain_gtype (gdk_drop_get_formats (drop),
                                               GDK_TYPE_FILE_LIST);
}

static gboolean
drop_cb (Taker *taker, const GValue *value)
{
  GSList *files = g_value_get_boxed (value);

  return files != NULL && is_ready (taker)
         && taker->func (taker->owner, files->data);
}

static void
connect (GtkDropTarget *target, const char *name, GCallback callback,
         const Taker *taker)
{
  GClosure *closure = g_cclosure_new_swap (
      callback, g_memdup2 (taker, sizeof *taker), free_taker);

  g_object_watch_closure (G_OBJECT (taker->owner), closure);
  g_signal_connect_closure (target, name, closure, FALSE);
}

void
ink_file_drops_take (GtkWidget *widget, GtkPropagationPhase phase,
                     InkFileDropFunc func, GtkWidget *owner)
{
  const Taker taker = { owner, func };
  GtkDropTarget *target
      = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);

  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (target),
                                              phase);
  connect (target, "accept", G_CALLBACK (accept_cb), &taker);
  connect (target, "drop", G_CALLBACK (drop_cb), &taker);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}
