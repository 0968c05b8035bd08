#pragma once

#include "core/metrics/bootstrap.h"

G_BEGIN_DECLS

/* How sure a ROC curve is: at each of some false positive rates an interval of
 * the true positive rate. It is pointwise: each interval by itself holds the
 * truth as often as the level says, the whole curve less often. To the left of
 * a few negatives' share a curve is the work of single examples, and no
 * interval is to be trusted. */
typedef struct
{
  gsize n;
  double *false_positive_rate; /* [n], rising from 0 to 1, dense near 0 */
  double *low, *high;          /* [n], of the true positive rate */
  double level;
} InkRocBand;

/* Whose curve, where it is not a class against the rest. */
#define INK_ROC_BAND_MICRO (-1)
#define INK_ROC_BAND_MACRO (-2)

/* ink_roc_band_new: resamples drawn as ink_bootstrap() does give the variance
 * at each false positive rate (Fawcett, Pattern Recognition Letters 27, 2006,
 * section 8; stratified as in Robin et al., BMC Bioinformatics 12, 2011). The
 * interval is Wilson's, of as many examples as a proportion of that variance
 * has (Kott & Carr, Journal of Official Statistics 13, 1997), and no more than
 * there are: so it has a width where all resamples agree, near 1.
 * @curve: a class index, or one of the above
 * @pool: is kept busy meanwhile; the same bits whatever its threads
 * Returns: (transfer full): or NULL with INK_ERROR_MISMATCH where there is no
 * such curve, INK_ERROR_ARGUMENT for @options out of range, INK_ERROR_LIMIT
 * where the memory does not suffice, G_IO_ERROR_CANCELLED. */
InkRocBand *ink_roc_band_new (const InkEvaluation *evaluation, int curve,
                              const InkBootstrapOptions *options,
                              InkPool *pool, GError **error);
void ink_roc_band_free (InkRocBand *band);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (InkRocBand, ink_roc_band_free)

G_END_DECLS
