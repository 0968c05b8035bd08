#pragma once

#include "core/metrics/roc-band.h"
#include "ui/plot/plot.h"

G_BEGIN_DECLS

/* The charts of an evaluation, of the workbench and of `--charts`. */

typedef enum
{
  INK_CHART_CONFUSION,        /* counts */
  INK_CHART_CONFUSION_SHARES, /* the same, in % of the row */
  INK_CHART_ROC,              /* a class against the rest, micro, macro */
  INK_CHART_PRECISION_RECALL, /* a class against the rest, micro */
  INK_CHART_RELIABILITY,      /* accuracy by confidence */
  INK_CHART_CONFIDENCE,       /* how sure, when right and when wrong */
  INK_CHART_CLASS_FIGURES,    /* precision, recall and F1 of each class */
  INK_N_EVALUATION_CHARTS,
} InkEvaluationChart;

/* Bins of INK_CHART_CONFIDENCE, of one width from 0 to 1. */
#define INK_CONFIDENCE_BINS 20

/* What can be opened has these tags (ink_layer_set_tag()): a curve's is its
 * class; in INK_CHART_CONFIDENCE it is 1 for right and 0 for wrong; in
 * INK_CHART_CLASS_FIGURES 0, 1 and 2 for precision, recall and F1; in
 * INK_CHART_RELIABILITY: */
enum
{
  INK_RELIABILITY_POINT, /* the index counts the bins that are not empty */
  INK_RELIABILITY_BIN,   /* the index counts all */
};

/* (transfer full). One thread. */
InkPlot *ink_evaluation_chart_new (const InkEvaluation *evaluation,
                                   InkEvaluationChart chart);
/* The same with intervals at @level, in (0, 1), instead of 0.95. */
InkPlot *ink_evaluation_chart_new_at (const InkEvaluation *evaluation,
                                      InkEvaluationChart chart, double level);
/* Adds how sure one curve is to a plot of INK_CHART_ROC: the band of @curve, a
 * class index, INK_ROC_BAND_MICRO or INK_ROC_BAND_MACRO. */
void ink_evaluation_chart_add_band (InkPlot *plot,
                                    const InkEvaluation *evaluation,
                                    const InkRocBand *band, int curve);
/* A good model's curves all lie in one corner of @plot, of @chart: shows that
 * one first, where they do. Resetting the zoom shows the whole square. */
void ink_evaluation_chart_zoom (InkPlot *plot, InkEvaluationChart chart,
                                const InkEvaluation *evaluation);
/* The name of its file without an ending: "precision-recall". Static. */
const char *ink_evaluation_chart_name (InkEvaluationChart chart);

G_END_DECLS
