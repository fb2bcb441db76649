# unreviewed

home-hello = مرحبًا، { $name }
home-hello-nobody = مرحبًا
home-emergency = طوارئ
home-travel = سفر
home-share = مشاركة مع عيادة
home-open = { $count ->
    [one] عيادة واحدة تستطيع رؤية سجلك
    [two] عيادتان تستطيعان رؤية سجلك
    [few] { $count } عيادات تستطيع رؤية سجلك
   *[other] { $count } عيادة تستطيع رؤية سجلك
}
home-open-none = لا أحد يستطيع فتح سجلك الآن
home-none-fetch = لا أحد يستطيع جلب سجلك الآن
home-open-no-one-else = لا أحد غيرها يستطيع فتحه.
home-open-all = عرض الكل ({ $count })
home-opened = { $count ->
    [0] لم يُفتح بعد
    [one] فُتح مرة واحدة
    [two] فُتح مرتين
    [few] فُتح { $count } مرات
   *[other] فُتح { $count } مرة
}
home-paused = متوقف مؤقتًا: لا يستطيعون فتحه الآن
home-not-sent = لم يُرسل بعد. يُرسل عندما يتوفر الإنترنت.
home-stopping = لم يُرسل الإيقاف بعد. يستطيعون فتحه حتى يتصل جهازك بالإنترنت.
home-starts = يبدأ: { $when }
home-ring = الوقت الباقي لـ { $clinic }
home-review = من يستطيع رؤيتي
home-left-copies = { $count ->
    [one] أبلغتنا العيادات عن نسخة محفوظة واحدة.
    [two] أبلغتنا العيادات عن نسختين محفوظتين.
    [few] أبلغتنا العيادات عن { $count } نسخ محفوظة.
   *[other] أبلغتنا العيادات عن { $count } نسخة محفوظة.
}
home-left-offline = { $count ->
    [one] مشاركة موقوفة واحدة ما زال يمكن فتحها على حاسوب بلا إنترنت. تنتهي في موعد أقصاه: { $until }.
    [two] مشاركتان موقوفتان ما زال يمكن فتحهما على حاسوب بلا إنترنت. آخر موعد: { $until }.
    [few] { $count } مشاركات موقوفة ما زال يمكن فتحها على حواسيب بلا إنترنت. آخر موعد: { $until }.
   *[other] { $count } مشاركة موقوفة ما زال يمكن فتحها على حواسيب بلا إنترنت. آخر موعد: { $until }.
}
home-left-links = { $count ->
    [one] رابط واحد ما زال يعمل لكل من يملكه.
   *[other] { $count } روابط ما زالت تعمل لكل من يملكها.
}
home-log-bad = السجل العام لا يطابق ما رآه جهازك
home-log-look = ما الذي يجب فعله
home-backup-title = غير محفوظ احتياطيًا
home-backup-words = افحص كلماتك الاثنتي عشرة، وإلا ضاع سجلك مع الجهاز.
home-backup-file = احفظ ملفًا احتياطيًا، وإلا ضاع سجلك مع الجهاز.
home-backup-do = احفظه الآن
home-words-due = آخر مرة تحققت فيها من كلماتك: { $date }
home-words-due-note = هل ما زالت الورقة معك؟ تحقق منها مرة أخرى.
home-sample = في هذا السجل بيانات مختلقة.
home-sample-remove = أزل المثال
home-sample-removed = أُزيل المثال.
home-allergy = { $name }
home-allergy-severe = { $name }: شديدة
home-no-known-allergies = لا حساسية معروفة
home-no-known-allergies-note = هكذا يقول سجل: { $source }
home-allergies-none = لا حساسية في سجلك
home-allergies-none-note = هذا لا يعني أنه ليست لديك حساسية.
home-some = { $first }، و{ $count } غيرها
home-latest = الأحدث: { $what }، { $date }
home-latest-undated = الأحدث: { $what }
home-result = { $value } { $unit }
home-result-flag = { $value } { $unit }: { $flag }
home-first-title = أضف أول سجل
home-first-file = ملف أو صورة
home-first-file-note = من عيادتك أو تطبيق صحي أو رسالة تصوّرها
home-first-hand = اكتبه بنفسك
home-first-hand-note = حساسية أو دواء
home-happened = ما حدث
home-happened-none = لم يحدث شيء بعد.
