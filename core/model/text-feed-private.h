#pragma once

#include "core/data/text-source.h"

G_BEGIN_DECLS

/* Where labelled texts come from, block by block: a set in memory or a source.
 * What its functions take and give is as for InkTextSource. */
typedef struct
{
  gpointer self;
  gboolean (*next) (gpointer self, InkTextBlock *block, GError **error);
  void (*clear) (InkTextBlock *block);
  gboolean (*rewind) (gpointer self, GError **error);
  double (*fraction) (gpointer self);
  /* After a whole pass: names of the classes, and what the labels of the blocks
   * are called there; *numbers is NULL where it is themselves. */
  const char *const *(*classes) (gpointer self, guint *n_classes,
                                 const guint32 **numbers);
  const char *name;
} InkTextFeed;

/* ink_text_feed_ends: whether a pass that has taken all blocks of the one
 * before has come to the end. FALSE with an error where texts are left or the
 * data has changed since; one thread. */
gboolean ink_text_feed_ends (const InkTextFeed *feed, GError **error);

/* @source: borrowed, at its beginning */
InkTextFeed ink_text_feed_of_source (InkTextSource *source);

/* A set as blocks of its texts, which are borrowed. */
typedef struct _InkTextSetFeed InkTextSetFeed;
InkTextSetFeed *ink_text_set_feed_new (const InkTextSet *set);
void ink_text_set_feed_free (InkTextSetFeed *feed);
InkTextFeed ink_text_feed_of_set (InkTextSetFeed *feed);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkTextSetFeed, ink_text_set_feed_free)

G_END_DECLS
