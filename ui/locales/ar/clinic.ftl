# unreviewed

clinic-title = عارض السجل
clinic-starting = لحظة واحدة
clinic-broken-title = لا تستطيع هذه الصفحة الوصول إلى خادمها
clinic-broken = تحقّق من الشبكة ثم حاول مرة أخرى. مفاتيحك ما زالت هنا.
clinic-key-ready = مفتاح هذا الحاسوب جاهز
clinic-language = اللغة
clinic-server = يُفتح السجل داخل هذا المتصفح. لا يستطيع خادمنا قراءته.

clinic-welcome-title = جهّز هذا المكتب
clinic-welcome = يمنح المرضى الوصول لمفتاح عيادتك. يُصنع في هذا المتصفح ويبقى هنا.
clinic-name = اسم العيادة
clinic-name-hint = يرى المرضى هذا الاسم.
clinic-country = البلد
clinic-country-hint = حرفان: KE
clinic-contact = الهاتف أو الغرفة
clinic-make = اصنع المفتاح
clinic-make-refused-name = استخدم اسمًا أقصر، في سطر واحد.
clinic-make-refused-country = اكتب حرفين، مثل KE.
clinic-make-refused-contact = اكتب أقل، في سطر واحد.
clinic-make-refused-failed = لا يستطيع هذا المتصفح حفظ المفتاح. اسمح لهذه الصفحة بتخزين البيانات، ثم حاول مرة أخرى.
clinic-have-file = لديّ ملف مفاتيح من مكتب آخر
clinic-file-passphrase = عبارة مرور الملف
clinic-file-open = استخدم هذا الملف
clinic-file-refused-passphrase = الملف لا يُفتح. تحقق من عبارة المرور ومن الملف.
clinic-file-refused-damaged = هذا ليس ملف مفتاح عيادة، أو أنه تالف.
clinic-file-refused-newer = الملف أحدث من هذه الصفحة. حمّل الصفحة من جديد.
clinic-file-refused-other = هذا الملف لعيادة أخرى. لهذا المكتب مفتاح بالفعل.
clinic-file-refused-withdrawn = سُحب هذا المفتاح. اصنع مفتاحًا جديدًا.
clinic-file-refused-failed = تعذّر حفظ المفتاح. تحقق من الشبكة، واسمح لهذه الصفحة بتخزين البيانات.
clinic-fresh-title = احفظ المفتاح لمكاتبك الأخرى
clinic-fresh = لا يمكن حفظ المفتاح إلا الآن. تستخدم المكاتب الأخرى هذا الملف. إذا حُذفت بيانات هذا المتصفح فإنه يعيد المفتاح.
clinic-fresh-passphrase = اختر عبارة مرور للملف
clinic-fresh-save = احفظ ملف المفاتيح
clinic-fresh-skip = تابع من دون ملف
clinic-fresh-failed = تعذّر إنشاء الملف. حاول مرة أخرى.

clinic-card-title = رمز عيادتك
clinic-card = اطبعه وضعه على المكتب. يمسحه المرضى ليمنحوك الوصول.
clinic-card-letters = أحرف التحقق
clinic-card-ends = هذا الرمز صالح حتى { $date }.
clinic-card-print = اطبع
clinic-card-paper = امسح هذا الرمز بتطبيق Keepwell لترينا سجلك.
clinic-card-paper-letters = قارن هذه الأحرف بالأحرف على هاتفك:
clinic-card-away = لا يمكن صنع الرمز الآن. لا يمكن الوصول إلى الخادم.

clinic-move = لهذه الصفحة خادم جديد
clinic-move-what = رمز عيادتك ما زال يقود إلى الخادم القديم. انتقل إلى الجديد ثم اطبع الرمز من جديد. السجلات التي شوركت من قبل تُفتح كما كانت.
clinic-move-do = انتقل إلى الخادم الجديد
clinic-move-failed = لا يمكن الوصول إلى الخادم. لم يُنقل شيء.
clinic-moved = اطبع رمز عيادتك من جديد
clinic-moved-what = انتقلت عيادتك إلى خادم جديد. الرموز المطبوعة من قبل تقود إلى الخادم القديم.

clinic-withdraw = اسحب هذا المفتاح
clinic-withdraw-title = هل تريد سحب مفتاح هذه العيادة؟
clinic-withdraw-when = افعل ذلك إذا كان المفتاح ربما عند شخص آخر: ضاع حاسوب أو ملف مفاتيح.
clinic-withdraw-what = ترفض هواتف المرضى المفتاح منذ ذلك الحين. لا يمكن التراجع عن ذلك.
clinic-withdraw-here = تنسى مكاتبك المفتاح. لا يمكن بعد ذلك أن تُفتح فيها السجلات التي شُورِكت به.
clinic-withdraw-type = للتأكيد، اكتب اسم العيادة: { $name }
clinic-withdraw-yes = اسحبه نهائيًا
clinic-withdraw-failed = لا يمكن الوصول إلى السجل العام. لم يُسحب شيء.
clinic-withdrawn = سُحب مفتاح { $name }
clinic-withdrawn-elsewhere = سُحب مفتاح { $name } في مكتب آخر
clinic-withdrawn-partly = لم يُسحب مفتاح { $name } في كل مكان بعد
clinic-withdrawn-left = { $count ->
    [one] تعذّر الوصول إلى سجل عام واحد.
    [two] تعذّر الوصول إلى سجلين عامين.
    [few] تعذّر الوصول إلى { $count } سجلات عامة.
    [many] تعذّر الوصول إلى { $count } سجلًا عامًا.
   *[other] تعذّر الوصول إلى { $count } سجل عام.
}
clinic-withdrawn-again = تحاول هذه الصفحة مرة أخرى من تلقاء نفسها.
clinic-withdrawn-new = اصنع مفتاحًا جديدًا هنا. استبدل الرمز المطبوع.

clinic-checks-title = جارٍ التحقق
clinic-check-card = مفتاح هذا الحاسوب
clinic-check-qr = الرمز رمز مريض
clinic-check-relay = يوجد شيء لك
clinic-check-decrypt = يُفتح بمفتاحك
clinic-check-digest = هو ما يسمّيه الرمز
clinic-check-statement = موقّع من محفظة المريض
clinic-check-terms = موجّه إلى عيادتك
clinic-check-receipt = مكتوب في السجل العام
clinic-check-window = ضمن الوقت الذي اختاره المريض
clinic-check-revocation = لم يوقفه المريض
clinic-check-parts = لم يتغيّر شيء

clinic-refused-title = غير متاح
clinic-refused-not_available = هذا الرمز غير متاح.
clinic-refused-expired = هذا الرمز غير متاح.
clinic-refused-revoked = هذا الرمز غير متاح.
clinic-refused-too_early = هذا الرمز غير متاح.
clinic-refused-not_our_code = هذا ليس رمز مريض من Keepwell.
clinic-refused-not_listed = هذا الرمز من مشغّل آخر. اطلب من المريض رابط SMART Health Link.
clinic-refused-not_for_us = مُنح هذا الوصول لعيادة أخرى.
clinic-refused-altered = ما وصل تغيّر في الطريق. لا يُعرض شيء.
clinic-refused-not_recorded = الوصول ليس في السجل العام بعد. حاول مرة أخرى بعد دقيقة.
clinic-refused-not_witnessed = شاهد عدد قليل جدًا من الشهود المستقلين هذه الحالة من السجل العام. لا يُعرض شيء. حاول مرة أخرى بعد دقيقة.
clinic-refused-ledger_away = لا يمكن الوصول إلى السجل العام، ولم يسمح المريض بالفتح من دونه.
clinic-refused-ledger_key = السجل العام موقّع بمفتاح آخر، ولا شيء يثبت أنه مفتاحه. لا يُعرض شيء. أخبر قسم الحاسوب.
clinic-refused-ledger_lies = السجل العام لا يطابق ما رآه هذا الحاسوب من قبل. لا يُعرض شيء. أخبر قسم الحاسوب.
clinic-refused-status_old = قائمة ما أُوقف في السجل العام قديمة جدًا، ولم يسمح المريض بالفتح من دونها. حاول مرة أخرى بعد دقيقة.
clinic-refused-no_card = لا يوجد في هذا المتصفح مفتاح عيادة، أو انتهى المفتاح. امسح الرمز عند مكتب العيادة. لمشاركة جديدة، اصنع مفتاحًا جديدًا.
clinic-refused-unreachable = لا يمكن الوصول إلى الخادم. حاول مرة أخرى.
clinic-refused-check = توقّف عند: { $check }
clinic-again = امسح رمزًا آخر

clinic-ended-title = انتهى الوصول
clinic-ended-time = انتهى الوقت الذي اختاره المريض.
clinic-ended-stopped = أوقف المريض الوصول.
clinic-ended-closed = أغلقتَ السجل.
clinic-ended-idle = لم يستخدم أحد الصفحة منذ مدة.
clinic-ended-gone = لم يعد السجل في هذه الصفحة.

clinic-sent = أرسلته محفظة هذا المريض من دون تغيير. قد يكون ناقصًا. تحقّق من الاسم وتاريخ الميلاد.
clinic-proved-signed = موقّع من محفظة المريض
clinic-proved-allowed = لم يُوقَف: قُرئ السجل العام عند { $time }
clinic-proved-whole = لم يتغيّر شيء
clinic-sent-away = تعذّر الوصول إلى السجل العام. ما يعرفه هذا الحاسوب عنه عمره { $age }.
clinic-sent-never = تعذّر الوصول إلى السجل العام، ولم يقرأه هذا الحاسوب من قبل.
clinic-status-old = قائمة ما أُوقف في السجل العام عمرها { $age }.
clinic-status-none = تعذّر الحصول على قائمة ما أُوقف في السجل العام.
clinic-status-unlisted = الوصول ليس في السجل العام بعد.
clinic-clock = ساعة هذا الحاسوب خاطئة بمقدار { $time }. اضبطها.
clinic-sample = عيّنة: ليست عن شخص حقيقي
clinic-closes = يُغلق من تلقاء نفسه عند { $time }
clinic-warn-end = ينتهي الوصول قريبًا.
clinic-more-time = اطلب وقتًا أكثر
clinic-more-time-asked = طُلب في محفظة المريض في { $time }.
clinic-more-time-how = اطلب من المريض أن يضغط «أعطِ وقتًا أكثر» في Keepwell. المريض وحده يستطيع ذلك.
clinic-more-time-new = عندها يكون لديه رمز جديد لتمسحه. يُغلق هذا السجل حينئذٍ.
clinic-more-time-behind = تعذّر حتى الآن سؤال محفظة المريض. تحاول هذه الصفحة مرة أخرى من تلقاء نفسها.
clinic-warn-idle = هل ما زلت هنا؟ يُغلق السجل بعد { $time }.
clinic-warn-idle-why = لم يستخدم أحد الصفحة منذ مدة.
clinic-stay = ما زلت هنا
clinic-next = مُسح رمز آخر
clinic-next-why = يُغلق هذا السجل قبل أن يُفتح التالي.
clinic-next-open = أغلق هذا السجل وافتح التالي
clinic-next-stay = ابقَ في هذا السجل
clinic-ring = الوصول

clinic-save-note = يُخبَر المريض بما تحفظه أو تنسخه أو تطبعه. نسختك تبقى معك.
clinic-untold = تعذّر حتى الآن إخبار المريض بما فعلته. تحاول هذه الصفحة مرة أخرى من تلقاء نفسها.
clinic-made = جُمع في { $date }.
clinic-pdf = PDF
clinic-fhir = FHIR
clinic-print = اطبع
clinic-close = أغلق السجل
clinic-copy-text = انسخ كنص
clinic-copied = نُسخ
clinic-copy-failed = لم يسمح هذا المتصفح بالنسخ
clinic-paper-copy = هذه الورقة نسخة.
clinic-paper = طُبعت في { $clinic }، { $time }. أُخبر المريض بذلك. لا يمكن استرجاعها عندما يوقف المريض الوصول.
clinic-no-person = الاسم غير مشارَك
clinic-born = الميلاد: { $date }
clinic-no-birth = تاريخ الميلاد غير مشارَك
clinic-age = { $count ->
    [zero] أقل من سنة
    [one] سنة واحدة
    [two] سنتان
    [few] { $count } سنوات
    [many] { $count } سنة
   *[other] { $count } سنة
}
clinic-speaks = يتحدث { $languages }
clinic-gender-female = أنثى
clinic-gender-male = ذكر
clinic-gender-other = آخر
clinic-gender-unknown = الجنس غير معروف
clinic-purpose = الغرض: { $purpose }

clinic-none = لا معلومات: اسأل المريض
clinic-alerts = تنبيهات
clinic-allergies = الحساسية
clinic-medicines = الأدوية
clinic-problems = الأمراض
clinic-implants = الغرسات والأجهزة
clinic-results = النتائج
clinic-immunizations = اللقاحات
clinic-procedures = الإجراءات
clinic-documents = المستندات
clinic-contacts = جهات الاتصال
clinic-others = سجلات أخرى
clinic-column-alert = التنبيه
clinic-column-allergy = الحساسية
clinic-column-medicine = الدواء
clinic-column-dose = الجرعة
clinic-column-problem = المشكلة
clinic-column-implant = الجهاز
clinic-column-test = الفحص
clinic-column-course = المسار
clinic-column-latest = الأحدث
clinic-column-value = القيمة
clinic-column-vaccine = اللقاح
clinic-column-procedure = الإجراء
clinic-column-document = المستند
clinic-column-other = السجل
clinic-column-name = الاسم
clinic-column-phone = الهاتف
clinic-column-from = التاريخ والمصدر
clinic-range = المجال:
clinic-course = { $what }: { $count } قيم، من { $first } ({ $since }) إلى { $last }
clinic-values = { $count ->
    [zero] لا قيم
    [one] قيمة واحدة
    [two] القيمتان
    [few] كل القيم ({ $count })
    [many] كل القيم ({ $count })
   *[other] كل القيم ({ $count })
}
clinic-no-date = بلا تاريخ
clinic-no-source = المصدر غير مذكور
clinic-by-patient = كتبه المريض بنفسه
clinic-recent = تغيّر في آخر 90 يومًا
clinic-more = اعرض المزيد (بقي { $count })
clinic-document-unnamed = مستند بلا اسم
clinic-unreadable = لا يمكن عرض هذا السجل هنا. احفظ ملف FHIR.
clinic-open-file = احفظ { $name }

clinic-word-active = نشط
clinic-word-inactive = غير نشط
clinic-word-resolved = زال
clinic-word-remission = في هدأة
clinic-word-recurrence = عاد
clinic-word-relapse = انتكاسة
clinic-word-completed = مكتمل
clinic-word-stopped = متوقف
clinic-word-on-hold = معلّق
clinic-word-intended = مخطط
clinic-word-not-done = لم يُجرَ
clinic-word-not-taken = لم يؤخذ
clinic-word-cancelled = ملغى
clinic-word-entered-in-error = أُدخل خطأً
clinic-word-unknown = الحالة غير معروفة
clinic-word-final = نهائي
clinic-word-current = حالي
clinic-word-confirmed = مؤكد
clinic-word-unconfirmed = غير مؤكد
clinic-word-provisional = مؤقت
clinic-word-differential = تشخيص تفريقي
clinic-word-presumed = مفترض
clinic-word-refuted = مستبعد
clinic-word-mild = خفيف
clinic-word-moderate = متوسط
clinic-word-severe = شديد
clinic-word-criticality-high = الخطورة: عالية
clinic-word-criticality-low = الخطورة: منخفضة
clinic-word-criticality-unable-to-assess = الخطورة: غير مقيّمة

clinic-read-in = اقرأه بلغة
clinic-read-original = كما كُتب فقط
clinic-read-note = المصطلحات من قائمة لم يراجعها طبيب. الأصل فوق كل منها. النص الحر لا يُترجم.
clinic-read-missing = قائمة المصطلحات غير موجودة. حاول مجددًا عند توفر الإنترنت.
