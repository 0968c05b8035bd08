#include "core/metrics/confusion.h"
