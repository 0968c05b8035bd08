#pragma once

#include "core/model/network.h"

G_BEGIN_DECLS

/* LeNet-5 laid out to read one image at a time, in a few microseconds: for a
 * digit as it is drawn. Immutable; any number of threads may read with it. */
typedef struct _InkLenet5Single InkLenet5Single;

/* @network: LeNet-5's; @kernels: any fp32; @parameters: [n_parameters]. They
 * are copied from.
 * Returns: (transfer full): or NULL where a parameter is not finite: zero times
 * it is not zero, and what is zero is left out. */
InkLenet5Single *ink_lenet5_single_new (const InkNetwork *network,
                                        const InkKernels *kernels,
                                        const float *parameters);
void ink_lenet5_single_free (InkLenet5Single *single);

/* @kernels: the same; @image: [28][28]; @logits: [n_classes], set to the same
 * bits as those of ink_workspace_forward(), but for the sign of a zero.
 * Allocates nothing and waits for nothing. */
void ink_lenet5_single_read (const InkLenet5Single *single,
                             const InkKernels *kernels, const guint8 *image,
                             float *logits);

G_END_DECLS
