/* How far an exchange has come. */
/* SPDX-License-Identifier: GPL-3.0-or-later */
#define G_LOG_DOMAIN "Rt"

#include "ui/rt-exchange-progress.h"

/**
 * rt_exchange_progress_get:
 * @exchange: an exchange
 *
 * Returns: from 0 to 1, how much of the answer's body came, or of the request's went before;
 *   negative while nobody knows
 */
double
rt_exchange_progress_get (RtExchange *exchange)
{
  RtBody *body = rt_exchange_get_body (exchange);
  gboolean is_receiving = rt_exchange_get_state (exchange) == RT_EXCHANGE_RECEIVING;
  double done = (double)rt_exchange_get_sent_body_bytes (exchange);
  double total = (double)rt_exchange_get_request_body_length (exchange);

  if (is_receiving && body == NULL)
    return -1;
  if (is_receiving)
    {
      done = (double)rt_body_get_wire_bytes (body);
      total = (double)rt_body_get_expected_bytes (body);
    }
  /* What has gone in all has nothing more to tell; the answer is waited for. */
  if (total <= 0 || (!is_receiving && (done <= 0 || done >= total)))
    return -1;
  return MIN (done / total, 1);
}
