"""Stripe's codes in Japanese, for the staff. No Django: what is stored is the code, and words are looked up when shown.

A new version of the stripe library may bring new codes; the tests of this room name those that have no words yet.
"""

from collections.abc import Mapping

REFUND_FAILURES = {
    "charge_for_pending_refund_disputed": "返金の処理中に、お支払いに異議が申し立てられました",
    "declined": "カード会社または銀行が返金を受け付けませんでした",
    "expired_or_canceled_card": "カードの期限切れ、または解約済みのカードです",
    "insufficient_funds": "Stripeの残高が足りません",
    "lost_or_stolen_card": "紛失・盗難の届けが出ているカードです",
    "merchant_request": "お店からの依頼で取りやめました",
    "unknown": "理由は不明です",
}
"""Why a refund failed: `failure_reason`."""

DISPUTE_REASONS = {
    "bank_cannot_process": "銀行で処理できない",
    "check_returned": "小切手が不渡りになった",
    "credit_not_processed": "返金されるはずの代金が返ってこない",
    "customer_initiated": "お客さまからの申し立て",
    "debit_not_authorized": "口座からの引き落としを許可していない",
    "duplicate": "二重に請求された",
    "fraudulent": "カードの不正使用",
    "general": "その他",
    "incorrect_account_details": "口座の情報が正しくない",
    "insufficient_funds": "口座の残高不足",
    "noncompliant": "カード会社の規則に合わない取引",
    "product_not_received": "商品が届かない",
    "product_unacceptable": "商品が説明と違う、または不良品",
    "subscription_canceled": "解約した定期購入の請求",
    "unrecognized": "身に覚えのない請求",
}
"""What the card holder says: `reason` of a dispute."""

DISPUTE_STATUSES = {
    "appeal_needs_response": "再審査・回答が必要",
    "appeal_under_review": "再審査中",
    "lost": "認められませんでした（代金は戻りません）",
    "needs_response": "回答が必要",
    "prevented": "申し立ての前に解決",
    "under_review": "カード会社が審査中",
    "warning_closed": "照会は終了",
    "warning_needs_response": "照会・回答が必要",
    "warning_under_review": "照会・カード会社が確認中",
    "won": "認められました（代金が戻ります）",
}
"""How far the bank has come: `status` of a dispute."""

SESSION_STATUSES = {"complete": "手続き完了", "expired": "期限切れ", "open": "手続き中"}
"""`status` of a Checkout session."""

PAYMENT_STATUSES = {"no_payment_required": "支払い不要", "paid": "支払い済み", "unpaid": "未払い"}
"""`payment_status` of a Checkout session."""

MOVEMENTS = {
    "adjustment": "異議申し立てなどによる調整",
    "charge": "お支払い",
    "payment": "お支払い",
    "payment_failure_refund": "失敗したお支払いの返金",
    "payment_refund": "返金",
    "refund": "返金",
    "refund_failure": "失敗した返金の戻り",
}
"""`type` of a movement of the balance, of those that this shop can have."""

REFUSALS = {
    "amount_too_large": "金額が大きすぎます",
    "amount_too_small": "金額が小さすぎます",
    "balance_insufficient": "Stripeの残高が足りません",
    "charge_already_refunded": "すでに返金されています",
    "charge_disputed": "異議が申し立てられているお支払いは返金できません",
    "charge_not_refundable": "返金できないお支払いです",
    "email_invalid": "メールアドレスが正しくありません",
    "insufficient_funds": "Stripeの残高が足りません",
    "invalid_charge_amount": "金額が正しくありません",
    "livemode_mismatch": "本番とテストを取り違えています",
    "parameter_invalid_empty": "送った内容に空の欄があります",
    "parameter_invalid_integer": "送った数が正しくありません",
    "parameter_invalid_string_blank": "送った内容に空白だけの欄があります",
    "parameter_invalid_string_empty": "送った内容に空の欄があります",
    "parameter_missing": "送った内容に足りない欄があります",
    "parameter_unknown": "送った内容にStripeの知らない欄があります",
    "payment_intent_unexpected_state": "お支払いの状態が合いません",
    "refund_disputed_payment": "異議が申し立てられているお支払いは返金できません",
    "resource_missing": "お支払いがStripeに見つかりません",
    "testmode_charges_only": "本番の支払いがまだ有効になっていません",
    "url_invalid": "戻り先のアドレスが正しくありません",
}
"""Why Stripe refuses to begin a payment or a refund: `code` of an error, of those that our two requests can meet."""


def in_words(words: Mapping[str, str], code: str) -> str:
    """Return what `code` means, and the code for looking it up in the dashboard; an unknown one as it is."""
    return f"{words[code]}（{code}）" if code in words else code


def refusal(code: str | None, message: str) -> str:
    """Return why Stripe refused a request, in words and with Stripe's own message."""
    return f"{in_words(REFUSALS, code)}: {message}" if code else message
