#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* For what may be gone before its worker is done. Main thread. */

/* ink_weak_new: what to hand to the callback of @object; (transfer full): the
 * callback frees it by ink_weak_take(). */
GWeakRef *ink_weak_new (gpointer object);
/* ink_weak_take: the object, NULL where it is gone; (transfer full). */
gpointer ink_weak_take (GWeakRef *weak);

G_END_DECLS
