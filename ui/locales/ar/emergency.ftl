# unreviewed

emergency-title = بطاقة الطوارئ
emergency-born = تاريخ الميلاد { $date } ({ $age })
emergency-allergies = الحساسية
emergency-severe = { $name }: شديدة
emergency-no-known = لا حساسية معروفة
emergency-no-known-note = هكذا يقول سجل.
emergency-not-recorded = لا حساسية مسجلة
emergency-not-recorded-note = هذا لا يعني أنه لا توجد. اسأل.
emergency-medicines = الأدوية
emergency-conditions = الحالات المرضية
emergency-none = لا شيء مسجل
emergency-seen = كل من يمسك هذا الجهاز يستطيع رؤية هذه الصفحة.
emergency-own = هذا سجل الشخص نفسه. قد ينقصه شيء. اسأل الشخص.
emergency-sensitive = المواضيع الخاصة غير معروضة.
emergency-empty = لا شيء لعرضه بعد
emergency-empty-note = أضف سجلًا أولًا. عندها تعرض هذه الصفحة ما يفيد في الطوارئ.
emergency-travel-title = وضع السفر
emergency-travel-offline = يعمل دون إنترنت
emergency-travel-lead = أظهر هذه الصفحة لطبيب. إنها سجلك كما كتبته عياداتك.
emergency-travel-language = مكتوب كما في سجلك
emergency-travel-language-note = لا يترجم Keepwell النص الحر آليًا. كلمة خاطئة قد تضرك.
emergency-travel-show = أظهر الرمز للعيادة
