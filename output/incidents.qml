<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>
<qgis version="3.22.16" styleCategories="Symbology|Labeling|Fields|MapTips|Legend" labelsEnabled="1">
 <renderer-v2 type="categorizedSymbol" attr="event_type" enableorderby="1" forceraster="0" symbollevels="0" referencescale="-1">
  <categories>
   <category value="Battles" symbol="0" label="Battles" render="true" type="string"/>
   <category value="Explosions/Remote violence" symbol="1" label="Explosions/Remote violence" render="true" type="string"/>
   <category value="Violence against civilians" symbol="2" label="Violence against civilians" render="true" type="string"/>
   <category value="Protests" symbol="3" label="Protests" render="true" type="string"/>
   <category value="Riots" symbol="4" label="Riots" render="true" type="string"/>
   <category value="Strategic developments" symbol="5" label="Strategic developments" render="true" type="string"/>
  </categories>
  <symbols>
   <symbol type="marker" name="0" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="213,94,0,255"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;213,94,0,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;213,94,0,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="1" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="230,159,0,255"/>
      <Option type="QString" name="name" value="star"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;230,159,0,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;230,159,0,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="2" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="204,121,167,255"/>
      <Option type="QString" name="name" value="triangle"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;204,121,167,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;204,121,167,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="3" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,158,115,255"/>
      <Option type="QString" name="name" value="square"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;0,158,115,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;0,158,115,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="4" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="0,114,178,255"/>
      <Option type="QString" name="name" value="diamond"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;0,114,178,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;0,114,178,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
   <symbol type="marker" name="5" alpha="0.85" clip_to_extent="1" force_rhr="0">
    <layer class="SimpleMarker" enabled="1" locked="0" pass="0">
     <Option type="Map">
      <Option type="QString" name="color" value="91,91,91,255"/>
      <Option type="QString" name="name" value="pentagon"/>
      <Option type="QString" name="outline_color" value="255,255,255,255"/>
      <Option type="QString" name="outline_style" value="solid"/>
      <Option type="QString" name="outline_width" value="0.3"/>
      <Option type="QString" name="outline_width_unit" value="MM"/>
      <Option type="QString" name="scale_method" value="diameter"/>
      <Option type="QString" name="size" value="4"/>
      <Option type="QString" name="size_unit" value="MM"/>
     </Option>
     <data_defined_properties>
      <Option type="Map">
       <Option type="QString" name="name" value=""/>
       <Option type="Map" name="properties">
        <Option type="Map" name="fillColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL THEN &apos;255,255,255,40&apos; ELSE &apos;91,91,91,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineColor">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;91,91,91,255&apos; ELSE &apos;255,255,255,255&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineWidth">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;killed_best&quot; IS NULL OR &quot;acled_geo_precision&quot; &gt; 1 THEN 0.6 ELSE 0.3 END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="outlineStyle">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="expression" value="CASE WHEN &quot;acled_geo_precision&quot; &gt; 1 THEN &apos;dash&apos; ELSE &apos;solid&apos; END"/>
         <Option type="int" name="type" value="3"/>
        </Option>
        <Option type="Map" name="size">
         <Option type="bool" name="active" value="true"/>
         <Option type="QString" name="field" value="killed_best"/>
         <Option type="Map" name="transformer">
          <Option type="Map" name="d">
           <Option type="double" name="exponent" value="0.5"/>
           <Option type="double" name="maxSize" value="16"/>
           <Option type="double" name="maxValue" value="200"/>
           <Option type="double" name="minSize" value="4"/>
           <Option type="double" name="minValue" value="0"/>
           <Option type="double" name="nullSize" value="4"/>
           <Option type="int" name="scaleType" value="1"/>
          </Option>
          <Option type="int" name="t" value="1"/>
         </Option>
         <Option type="int" name="type" value="2"/>
        </Option>
       </Option>
       <Option type="QString" name="type" value="collection"/>
      </Option>
     </data_defined_properties>
    </layer>
   </symbol>
  </symbols>
  <rotation/>
  <sizescale/>
  <orderby>
   <orderByClause asc="0" nullsFirst="0">&quot;killed_best&quot;</orderByClause>
  </orderby>
  <data-defined-size-legend type="collapsed" valign="bottom" title="Killed (best figure; hollow: unknown)">
   <symbol type="marker" name="source" alpha="1">
    <layer class="SimpleMarker" enabled="1">
     <Option type="Map">
      <Option type="QString" name="color" value="230,230,230,255"/>
      <Option type="QString" name="name" value="circle"/>
      <Option type="QString" name="outline_color" value="90,90,90,255"/>
      <Option type="QString" name="outline_width" value="0.3"/>
     </Option>
    </layer>
   </symbol>
   <text-style align="1">
    <font family="Sans Serif" size="8"/>
   </text-style>
  </data-defined-size-legend>
 </renderer-v2>
 <labeling type="simple">
  <settings calloutType="simple">
   <text-style fieldName="CASE WHEN &quot;place_as_reported&quot; IS NULL THEN &quot;place&quot; WHEN &quot;place&quot; IS NULL OR lower(&quot;place&quot;) = lower(&quot;place_as_reported&quot;) THEN &quot;place_as_reported&quot; ELSE &quot;place_as_reported&quot; || &apos; (&apos; || &quot;place&quot; || &apos;)&apos; END" isExpression="1" fontSize="8.5" fontSizeUnit="Point" textColor="40,40,40,255" textOpacity="1">
    <text-buffer bufferDraw="1" bufferSize="0.8" bufferSizeUnits="MM" bufferColor="255,255,255,255" bufferOpacity="0.9"/>
   </text-style>
   <text-format wrapChar="" multilineAlign="0" autoWrapLength="24"/>
   <placement placement="6" predefinedPositionOrder="TR,TL,BR,BL,R,L,TSR,BSR" offsetType="1" dist="0.6" distUnits="MM" priority="5"/>
   <rendering obstacle="1" displayAll="0" drawLabels="1"/>
  </settings>
 </labeling>
 <fieldConfiguration>
 </fieldConfiguration>
 <aliases>
  <alias field="id" index="0" name="ID"/>
  <alias field="event_type" index="1" name="Event type"/>
  <alias field="sub_event_type" index="2" name="Sub event type"/>
  <alias field="plover" index="3" name="PLOVER"/>
  <alias field="type_of_violence" index="4" name="Type of violence"/>
  <alias field="civilian_targeting" index="5" name="Civilian targeting"/>
  <alias field="status" index="6" name="Status"/>
  <alias field="attribution" index="7" name="Attribution"/>
  <alias field="ongoing" index="8" name="Ongoing"/>
  <alias field="ongoing_as_of" index="9" name="Ongoing as of"/>
  <alias field="date_start" index="10" name="Date start"/>
  <alias field="date_end" index="11" name="Date end"/>
  <alias field="date_precision" index="12" name="Date precision"/>
  <alias field="date_basis" index="13" name="Date basis"/>
  <alias field="time_as_reported" index="14" name="Time as reported"/>
  <alias field="acled_time_precision" index="15" name="ACLED time precision"/>
  <alias field="ucdp_date_prec" index="16" name="UCDP date prec"/>
  <alias field="published_first" index="17" name="Published first"/>
  <alias field="published_last" index="18" name="Published last"/>
  <alias field="place" index="19" name="Place"/>
  <alias field="place_as_reported" index="20" name="Place as reported"/>
  <alias field="place_alt" index="21" name="Place alt"/>
  <alias field="place_kind" index="22" name="Place kind"/>
  <alias field="reported_relation" index="23" name="Reported relation"/>
  <alias field="geonameid" index="24" name="Geonameid"/>
  <alias field="admin1" index="25" name="Admin1"/>
  <alias field="admin2" index="26" name="Admin2"/>
  <alias field="country" index="27" name="Country"/>
  <alias field="iso3" index="28" name="ISO3"/>
  <alias field="countries_iso3" index="29" name="Countries ISO3"/>
  <alias field="disputed_area" index="30" name="Disputed area"/>
  <alias field="claimants" index="31" name="Claimants"/>
  <alias field="administered_by" index="32" name="Administered by"/>
  <alias field="admin_code" index="33" name="Admin code"/>
  <alias field="admin_name" index="34" name="Admin name"/>
  <alias field="coord_basis" index="35" name="Coord basis"/>
  <alias field="uncertainty_km" index="36" name="Uncertainty km"/>
  <alias field="acled_geo_precision" index="37" name="ACLED geo precision"/>
  <alias field="ucdp_where_prec" index="38" name="UCDP where prec"/>
  <alias field="side_a" index="39" name="Side A"/>
  <alias field="side_a_iso3" index="40" name="Side A ISO3"/>
  <alias field="inter_a" index="41" name="Inter A"/>
  <alias field="side_b" index="42" name="Side B"/>
  <alias field="side_b_iso3" index="43" name="Side B ISO3"/>
  <alias field="inter_b" index="44" name="Inter B"/>
  <alias field="initiator" index="45" name="Initiator"/>
  <alias field="initiator_by" index="46" name="Initiator by"/>
  <alias field="responsibility_claimed_by" index="47" name="Responsibility claimed by"/>
  <alias field="killed_min" index="48" name="Killed min"/>
  <alias field="killed_max" index="49" name="Killed max"/>
  <alias field="killed_best" index="50" name="Killed best"/>
  <alias field="killed_best_basis" index="51" name="Killed best basis"/>
  <alias field="killed_a" index="52" name="Killed A"/>
  <alias field="killed_b" index="53" name="Killed B"/>
  <alias field="killed_civilians" index="54" name="Killed civilians"/>
  <alias field="killed_unknown" index="55" name="Killed unknown"/>
  <alias field="wounded_min" index="56" name="Wounded min"/>
  <alias field="wounded_max" index="57" name="Wounded max"/>
  <alias field="captured_min" index="58" name="Captured min"/>
  <alias field="captured_max" index="59" name="Captured max"/>
  <alias field="missing_min" index="60" name="Missing min"/>
  <alias field="missing_max" index="61" name="Missing max"/>
  <alias field="abducted_min" index="62" name="Abducted min"/>
  <alias field="abducted_max" index="63" name="Abducted max"/>
  <alias field="arrested_min" index="64" name="Arrested min"/>
  <alias field="arrested_max" index="65" name="Arrested max"/>
  <alias field="displaced_min" index="66" name="Displaced min"/>
  <alias field="displaced_max" index="67" name="Displaced max"/>
  <alias field="disputed_toll" index="68" name="Disputed toll"/>
  <alias field="n_reports" index="69" name="N reports"/>
  <alias field="n_independent_sources" index="70" name="N independent sources"/>
  <alias field="sources" index="71" name="Sources"/>
  <alias field="report_ids" index="72" name="Report IDS"/>
  <alias field="urls" index="73" name="URLS"/>
  <alias field="archive_urls" index="74" name="Archive URLS"/>
  <alias field="n_claims" index="75" name="N claims"/>
  <alias field="quote" index="76" name="Quote"/>
  <alias field="extraction_confidence" index="77" name="Extraction confidence"/>
  <alias field="review_state" index="78" name="Review state"/>
  <alias field="situation_id" index="79" name="Situation ID"/>
  <alias field="part_of" index="80" name="Part of"/>
 </aliases>
 <previewExpression>CASE WHEN &quot;place_as_reported&quot; IS NULL THEN &quot;place&quot; WHEN &quot;place&quot; IS NULL OR lower(&quot;place&quot;) = lower(&quot;place_as_reported&quot;) THEN &quot;place_as_reported&quot; ELSE &quot;place_as_reported&quot; || &apos; (&apos; || &quot;place&quot; || &apos;)&apos; END</previewExpression>
 <mapTip>&lt;b&gt;[% replace(coalesce(&quot;sub_event_type&quot;, &apos;&apos;), map(&apos;&amp;&apos;, &apos;&amp;amp;&apos;, &apos;&lt;&apos;, &apos;&amp;lt;&apos;, &apos;&gt;&apos;, &apos;&amp;gt;&apos;)) %]&lt;/b&gt;&lt;br/&gt;[% replace(coalesce(CASE WHEN &quot;place_as_reported&quot; IS NULL THEN &quot;place&quot; WHEN &quot;place&quot; IS NULL OR lower(&quot;place&quot;) = lower(&quot;place_as_reported&quot;) THEN &quot;place_as_reported&quot; ELSE &quot;place_as_reported&quot; || &apos; (&apos; || &quot;place&quot; || &apos;)&apos; END, &apos;&apos;), map(&apos;&amp;&apos;, &apos;&amp;amp;&apos;, &apos;&lt;&apos;, &apos;&amp;lt;&apos;, &apos;&gt;&apos;, &apos;&amp;gt;&apos;)) %]&lt;br/&gt;[% CASE WHEN &quot;date_start&quot; IS NULL THEN &apos;date not known&apos; WHEN &quot;date_end&quot; IS NULL THEN &apos;since &apos; || format_date(&quot;date_start&quot;, &apos;yyyy-MM-dd&apos;) WHEN &quot;date_start&quot; = &quot;date_end&quot; THEN format_date(&quot;date_start&quot;, &apos;yyyy-MM-dd&apos;) ELSE format_date(&quot;date_start&quot;, &apos;yyyy-MM-dd&apos;) || &apos; to &apos; || format_date(&quot;date_end&quot;, &apos;yyyy-MM-dd&apos;) END %]&lt;br/&gt;[% replace(coalesce(concat(&quot;side_a&quot;, if(&quot;side_b&quot; IS NULL, &apos;&apos;, &apos; / &apos; || &quot;side_b&quot;)), &apos;&apos;), map(&apos;&amp;&apos;, &apos;&amp;amp;&apos;, &apos;&lt;&apos;, &apos;&amp;lt;&apos;, &apos;&gt;&apos;, &apos;&amp;gt;&apos;)) %]&lt;br/&gt;[% CASE WHEN &quot;killed_best&quot; IS NOT NULL THEN &quot;killed_best&quot; || &apos; killed&apos; WHEN &quot;killed_min&quot; IS NOT NULL THEN &apos;at least &apos; || &quot;killed_min&quot; || &apos; killed&apos; WHEN &quot;killed_max&quot; IS NOT NULL THEN &apos;up to &apos; || &quot;killed_max&quot; || &apos; killed&apos; ELSE &apos;deaths not known&apos; END %] &lt;i&gt;([% &quot;status&quot; || &apos;, &apos; || replace(&quot;attribution&quot;, &apos;_&apos;, &apos; &apos;) %])&lt;/i&gt;&lt;br/&gt;&lt;q&gt;[% replace(coalesce(&quot;quote&quot;, &apos;&apos;), map(&apos;&amp;&apos;, &apos;&amp;amp;&apos;, &apos;&lt;&apos;, &apos;&amp;lt;&apos;, &apos;&gt;&apos;, &apos;&amp;gt;&apos;)) %]&lt;/q&gt;&lt;br/&gt;&lt;small&gt;[% replace(coalesce(coalesce(&quot;sources&quot;, &quot;report_ids&quot;), &apos;&apos;), map(&apos;&amp;&apos;, &apos;&amp;amp;&apos;, &apos;&lt;&apos;, &apos;&amp;lt;&apos;, &apos;&gt;&apos;, &apos;&amp;gt;&apos;)) %]&lt;/small&gt;</mapTip>
 <layerGeometryType>0</layerGeometryType>
</qgis>
