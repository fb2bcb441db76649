# unreviewed
# Links for whoever has them: in place of a share with a clinic.

links-title = الروابط
links-lead = لعيادة ليس لديها Keepwell.
links-row-note = للعيادات التي ليس لديها Keepwell، وللسفر
links-weaker = أضعف من المشاركة مع عيادة محددة
links-weaker-note = كل من لديه الرابط يستطيع فتح ملخصك. لا شيء يثبت من فتحه. وإيقافه لا يسترجع ما قُرئ.
links-none = ليس لديك أي رابط
links-open = مفتوحة الآن
links-past = سابقًا
links-make = إنشاء رابط
links-shape-travel = للسفر
links-shape-travel-note = ملخص تعرفه البرامج في كل أنحاء العالم. يمكن أن تكون له كلمة مرور.
links-shape-clinic_us = لعيادة في الولايات المتحدة
links-shape-clinic_us-note = ملف واحد مع نسخة PDF كما تقبله العيادات هناك. بلا كلمة مرور، فاجعل مدته قصيرة.

## Making one

links-make-shape = ما الغرض منه؟
links-make-trip = لرحلتك: من { $from } إلى { $until }
links-passcode = كلمة المرور
links-passcode-hint = من 4 إلى 64 حرفًا. تقولها شفهيًا أو على ورقة أخرى، لا مع الرابط أبدًا.
links-passcode-suggest = اقترح واحدة
links-passcode-missing = من دون كلمة مرور يكفي الرابط وحده لفتح ملخصك.
links-label = ما يقوله الرابط عن نفسه
links-label-usual = ملخص المريض
links-make-private = تُترك المواضيع الخاصة خارجه.

## One link

links-code = رمز الرابط
links-code-note = تفتحه كاميرا أي هاتف في المتصفح. ويعمل وهاتفك مطفأ.
links-once = كلمة المرور: { $passcode }
links-once-note = تراها الآن فقط. اكتبها بعيدًا عن الرابط.
links-has-passcode = يطلب كلمة مرور
links-no-passcode = ليست له كلمة مرور
links-tries = عدد المحاولات الخاطئة المتبقية: { $count }
links-tries-note = المحاولات لا تعود أبدًا. لمحاولات جديدة أنشئ رابطًا جديدًا.
links-limit = أقصى عدد لمرات الفتح: { $count }
links-from = يُفتح ابتداءً من: { $when }
links-unsent = الخادم لا يملكه بعد. يُرسل حالما يتوفر الإنترنت.
links-elsewhere = أنشأه جهاز آخر، ورمزه هناك.
links-update = ضع فيه سجل اليوم
links-updated = فيه ملخص اليوم.
links-rearm = تحديد نهاية جديدة
links-rearm-note = يبقى الرمز كما هو، حتى على الورق. يبدأ عد مرات الفتح من جديد ويوضع فيه سجل اليوم.
links-opened = من فتحه
links-opened-note = من يفتح الرابط يقول من هو، ولا أحد يتحقق من ذلك.
links-opened-none = لم يفتحه أحد.
links-visit-opened = فتحه
links-visit-refused = كلمة مرور خاطئة
links-stop = إيقاف هذا الرابط
links-text = الرابط كنص
