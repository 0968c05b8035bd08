#pragma once

#include <gio/gio.h>

#include "core/data/dataset.h"
#include "ui/text/text-choice.h"

G_BEGIN_DECLS

/* A data set on offer: one known by name, or a file or folder of the user's.
 * Main thread. */
#define INK_TYPE_DATA_ENTRY (ink_data_entry_get_type ())
G_DECLARE_FINAL_TYPE (InkDataEntry, ink_data_entry, INK, DATA_ENTRY, GObject)

/* Property "title": "MNIST", "mail.tsv" */
const char *ink_data_entry_get_title (InkDataEntry *self);
/* What ink_dataset_load_images() takes: a name or a path. */
const char *ink_data_entry_get_data (InkDataEntry *self);
/* (nullable): static; NULL for a path. */
const InkKnownDataset *ink_data_entry_get_known (InkDataEntry *self);
/* (nullable): how a file of texts is read, and which part of it; NULL where
 * that is found out. */
const InkTextChoice *ink_data_entry_get_choice (InkDataEntry *self);

/* Of the user's, so many are remembered, of either kind. */
#define INK_DATA_LIST_MAX 8

/* (transfer full) (element-type InkDataEntry): the known sets of that kind,
 * then what was chosen before, the newest first, parts of texts last. */
GListStore *ink_data_list_new (InkDataKind kind);
/* ink_data_list_add: puts @path first among the user's, and remembers it.
 * Returns: its position. */
guint ink_data_list_add (GListStore *list, InkDataKind kind, const char *path);
/* The same for texts that are read as @choice says. */
guint ink_data_list_add_choice (GListStore *list,
                                const InkTextChoice *choice);

G_END_DECLS
